/** What to do when the region is lost: data first, then the same environment elsewhere. */
import type { StackKind } from '../../../constructs/environment/extension';
import { isFollowed, isReplicated } from '../../../constructs/environment/recovery';
import { fillingStep, makingStep, RECOVERY_MINUTES, slowestWay } from '../../../constructs/environment/recovery-time';
import { compact } from '../../../core/records';
import type { Action, Known, Step } from '../known';
import { apply, nameOfStandby, planHasStandby, run, stackElsewhere, stackHere, zonesMadeBy } from './stacks';
import { byWays, say, type Store, storesIn, waysOf } from './stores';

export const regionLost = (known: Known): Step[] =>
  compact([
    decide(known),
    saveDatabases(known),
    planHasStandby(known.plan) ? makeWhole(known) : makeAnew(known),
    fillMeanwhile(known),
    installAgain(known),
    fillCluster(known),
    move(known),
  ]);

function decide({ region, plan: { environment } }: Known): Step {
  const { rpoMinutes } = environment.recovery ?? {};
  return {
    title: 'Decide',
    minutes: RECOVERY_MINUTES.decide,
    actions: say(
      `Go on when ${region} does not come back in time. What was written last is lost then${rpoMinutes === undefined ? '' : `, at most that of ${rpoMinutes} minutes`}, and what is written from now on is not in ${region}.`,
    ),
  };
}

/** What is said of a store of which nothing is elsewhere. */
function lost({ plan }: Known, path: string, id: string): Action[] {
  const mayBe = plan.environment.recovery?.expendable.includes(id);
  return say(
    `${path} ${mayBe ? 'may be lost with the region, and is' : 'is lost with the region'}: nothing of it is elsewhere.`,
  );
}

function actionsFor(known: Known, { path, id, ...store }: Store): Action[] {
  const ways = waysOf(known, { path, id, ...store }, 'region');
  return ways.length > 0 ? byWays(ways, path) : lost(known, path, id);
}

/** How much is said to be lost where nothing is said of it. */
const EVERYTHING: Parameters<typeof slowestWay>[0] = { expendable: [], mode: 'restore', databases: 'restored' };

interface Minutes {
  /** For databases, before anything is made. */
  readonly databases: number;
  readonly making: number;
  /** For what runs in the cluster, in addition to databases. */
  readonly inside: number;
}

function minutesOf({ plan: { environment } }: Known): Minutes {
  const { recovery = EVERYTHING, ...stores } = environment;
  const minutes = (data: ReturnType<typeof slowestWay>) => (data === 'none' ? 0 : RECOVERY_MINUTES[data]);
  const slowest = slowestWay(recovery, stores);
  const databases = minutes(slowestWay(recovery, { ...stores, clickHouseClusters: {}, searchClusters: {} }));
  const making = makingStep(environment.recovery?.mode ?? 'restore', slowest);
  return { databases, making: making ? RECOVERY_MINUTES[making] : 0, inside: minutes(slowest) - databases };
}

const lasting = (minutes: number): Pick<Step, 'minutes'> => (minutes > 0 ? { minutes } : {});

function saveDatabases(known: Known): Step | undefined {
  const stores = databasesToSave(known);
  if (stores.length === 0) return undefined;
  return {
    title: 'Save the databases',
    ...lasting(minutesOf(known).databases),
    actions: stores.flatMap((store) => actionsFor(known, store)),
  };
}

/** Replicas that stand by are promoted with the rest. */
const databasesToSave = (known: Known): Store[] => {
  const { recovery } = known.plan.environment;
  return storesIn(known, 'databases').filter(({ id }) => !isFollowed(id, recovery));
};

/** What is said of what stands by when it is to serve. */
function makeWhole(known: Known): Step {
  const { plan, differences } = known;
  const begins = restoredIn(known).map((path) => `recovery.differences.${path}`);
  return {
    title: `Make the ${nameOfStandby(plan)} the whole environment`,
    ...lasting(minutesOf(known).making),
    actions: [
      ...say("Say in the environment's file which region serves: recovery.active: 'secondary'."),
      ...(begins.length > 0
        ? say(
            `Say of its databases what stands above, restore with it: ${begins.join(', ')}. docs/guides/restore.md has the forms.`,
          )
        : []),
      ...(isReplicated(plan.environment.recovery)
        ? say(
            'Its replicas are promoted by the apply, before anything else of them changes: it cannot be undone.',
            ...(plan.cloud.recovery.promoting ?? []),
          )
        : []),
      ...saidOf(
        differences,
        `What synthesis says of ${stackElsewhere(plan, 'infrastructure')} today, when it is whole:`,
      ),
      {
        says: 'Write the stacks, and apply the first:',
        lines: ['npx triptych synth', ...apply(stackElsewhere(plan, 'infrastructure'))],
      },
    ],
  };
}

/** What synthesis has to say. */
const saidOf = (lines: readonly string[], says: string): Action[] => (lines.length > 0 ? [{ says, lines }] : []);

/** Stacks that are applied first; in another account or project, what there is one of is made there, too. */
const firstStacks = ({ plan: { environment }, staysInAccount }: Known): StackKind[] =>
  environment.account && !staysInAccount ? ['account', 'infrastructure'] : ['infrastructure'];

function makeAnew(known: Known): Step {
  const { plan, elsewhere, differences } = known;
  const stacks = firstStacks(known);
  return {
    title: 'Make the environment anew',
    ...lasting(minutesOf(known).making),
    actions: [
      ...say(
        `Copy the environment in its file: environment: 'NEW', targets.${plan.cloud.name}.region: '${elsewhere}'.`,
      ),
      ...say(...changesOf(known)),
      ...saidOf(differences, `What synthesis says of such a copy in ${elsewhere} today:`),
      {
        says: `Write the stacks, and apply the first${stacks.length > 1 ? ' two' : ''}:`,
        lines: ['npx triptych synth', ...apply(...stacks.map((kind) => stackElsewhere(plan, kind)))],
      },
    ],
  };
}

/** What the copy says otherwise than the old environment. */
function changesOf(known: Known): string[] {
  const { plan, region, anew, staysInAccount } = known;
  const zones = zonesMadeBy(plan).map((zone) => `${zone}.existing`);
  const restored = restoredIn(known);
  return compact([
    ...anew,
    plan.environment.account !== undefined && staysInAccount && 'Leave out account: there is one already.',
    zones.length > 0 && `Take the zones that are there: ${zones.join(', ')}.`,
    restored.length > 0 &&
      `Say of its databases what stands above, restore with it: ${restored.join(', ')}. docs/guides/restore.md has the forms.`,
    `Keep its state out of ${region}: targets.${plan.cloud.name}.state.`,
    `Leave out secondaryRegion and what needs it, such as recovery, copies, replicas and replication, until ${region} is back; or name a third region.`,
  ]);
}

/** A bucket of what stands by has its name before it is made. */
const intoBucket = (known: Known, store: Store): Action[] =>
  actionsFor(known, store).map(({ says, lines }) => ({
    says,
    lines: lines.map((line) => known.inBucket(store.id, line)),
  }));

/** Databases of which something is elsewhere. */
const restoredIn = (known: Known): string[] =>
  databasesToSave(known)
    .filter((store) => waysOf(known, store, 'region').length > 0)
    .map(({ path }) => path);

/** What is done while the rest is being made. */
function fillMeanwhile(known: Known): Step | undefined {
  const { environment } = known.plan;
  const buckets = storesIn(known, 'objectStores');
  const secrets = Object.keys(environment.secrets);
  if (buckets.length + secrets.length === 0) return undefined;
  return {
    title: 'Meanwhile, fill buckets and secrets',
    actions: [
      ...buckets.flatMap((store) => intoBucket(known, store)),
      ...(secrets.length > 0
        ? say(
            planHasStandby(known.plan)
              ? `Look whether the secrets of the ${nameOfStandby(known.plan)} have the values of today, and set those that have not: ${secrets.join(', ')}.`
              : `Put the values of secrets again, from where people keep them: ${secrets.join(', ')}.`,
          )
        : []),
      ...say('What runs in the cluster reads them when it starts: have them whole before the next step.'),
    ],
  };
}

function installAgain({ plan }: Known): Step | undefined {
  if (plan.stacks.platform === undefined) return undefined;
  return {
    title: 'Install what runs in the cluster',
    minutes: RECOVERY_MINUTES[fillingStep(plan.environment.recovery?.mode ?? 'restore')],
    actions: [{ says: 'Apply the second stack:', lines: apply(stackElsewhere(plan, 'platform')) }],
  };
}

const INSIDE = ['clickHouseClusters', 'kafkaClusters', 'searchClusters'] as const;

/** What is inside the cluster comes back from buckets, if its bucket has been copied. */
function fillCluster(known: Known): Step | undefined {
  const { clickHouseClusters, searchClusters } = known.plan.environment;
  const backups = ({ id }: Store) => clickHouseClusters[id]?.backups ?? searchClusters[id]?.snapshots;
  const inside = storesIn(known, ...INSIDE).flatMap((store) => {
    const isCopied = isBucketCopied(known, backups(store)?.store);
    const ways = isCopied ? waysOf(known, store, 'region') : [];
    return ways.length > 0 ? byWays(ways, store.path) : lost(known, store.path, store.id);
  });
  const actions = [
    ...inside,
    ...fromVelero(known),
    ...storesIn(known, 'caches').flatMap(({ path }) => say(`${path} starts empty.`)),
  ];
  return actions.length > 0
    ? { title: 'Fill what runs in the cluster', ...lasting(minutesOf(known).inside), actions }
    : undefined;
}

const isBucketCopied = ({ plan }: Known, bucket: string | undefined): boolean =>
  bucket !== undefined && plan.environment.objectStores[bucket]?.replication === true;

function fromVelero(known: Known): Action[] {
  const { velero } = known.plan.environment.addons;
  if (!velero) return [];
  const path = 'addons.velero';
  return isBucketCopied(known, velero.objectStore)
    ? known.ways
        .filter(({ store, lost: what }) => store.kind === 'cluster' && what === 'region')
        .flatMap((way) => byWays([way], path))
    : lost(known, path, path);
}

function move(known: Known): Step {
  const { plan } = known;
  return {
    title: 'Move the hosts',
    minutes: RECOVERY_MINUTES.switch,
    actions: [
      ...freeHosts(known),
      ...(plan.environment.addons.externalDns
        ? say(
            'External DNS leaves records alone that another one made: delete those of its hosts, and the TXT records beside them that say so.',
          )
        : []),
      ...(plan.stacks.edge === undefined
        ? []
        : [{ says: 'Apply the last stack, which takes the hosts:', lines: apply(stackElsewhere(plan, 'edge')) }]),
      ...say(`Look whether all is well: it is ${stackElsewhere(plan, 'infrastructure')} that serves now.`),
    ],
  };
}

/** Networks that serve hosts, such as CloudFront and Front Door, are of no region, and let a host be in one place. */
function freeHosts({ plan, region, hosts, zones }: Known): Action[] {
  if (plan.stacks.edge === undefined || hosts.length === 0) return [];
  return [
    {
      says: `The old environment's edge holds these hosts, wherever the region is: ${hosts.join(', ')}. Destroy it, with their records. What it cannot reach in ${region} keeps the rest: let Terraform forget it (state rm), and try again.`,
      lines: ['init', 'destroy -refresh=false'].map((command) => run(stackHere(plan, 'edge'), command)),
    },
    { says: 'Where records of them would be, if some are left:', lines: zones },
  ];
}
