/**
 * Planning: from environment files to what each stack is made of, or to all that is wrong with them, before anything is
 * made. Everything that a user may get wrong is told here.
 */
import type { z } from 'zod';
import { addonProblems } from './addons/rules';
import { isCidr } from './cidr';
import { clickHouseClusterRules } from './click-house-cluster';
import { clusterInNetwork, clusterRules } from './cluster';
import type { AnyCloud, CloudName, Clouds } from './cloud';
import { identitiesOf } from './identities';
import { kafkaClusterRules } from './kafka-cluster';
import { managedPostgresRules } from './managed-postgres';
import { managedRedisRules } from './managed-redis';
import { namespaceRules } from './namespace';
import { networkRules } from './network';
import { objectStoreRules } from './object-store';
import { unmet, type ClusterConstructKind, type CloudConstructKind, type ConstructKind, type Support } from './parity';
import type { Platform } from './platform';
import { check, type Problem, type RuleTable } from './rules';
import { describeIssues } from './schema-issues';
import { searchClusterRules } from './search-cluster';
import type { Target } from './targets';
import { environmentRules, environmentSchema, patch, type Environment, type EnvironmentInput } from './topology';
import { CLOUD_NAMES, type EncryptionKeySetting } from './vocabulary';
import { workloadRules } from './workload-rules';

/** One environment on one cloud. */
export interface Plan {
  readonly cloud: AnyCloud;
  readonly environment: Environment;
  readonly target: Target;
  /** `<system>-<environment>-<cloud>`. */
  readonly stackId: string;
}

export interface Planned {
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What environments are planned with. */
export interface Implementations {
  readonly clouds: Clouds;
  readonly platform: Platform;
}

/** Plans every environment on every cloud that it targets. */
export function plan(environments: readonly EnvironmentInput[], made: Implementations): Planned {
  const all = environments.map((input) => planEnvironment(input, made));
  const seen = new Set<string>();
  const twice = all.flatMap(({ plans }) => plans).filter(({ stackId }) => seen.size === seen.add(stackId).size);
  return {
    plans: all.flatMap(({ plans }) => plans),
    problems: [
      ...all.flatMap(({ problems }) => problems),
      ...twice.map(({ environment, stackId }) => ({
        environment: placeOf(environment),
        message: `is defined twice: ${stackId} would overwrite itself. Give one of them another system or environment name`,
      })),
    ],
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

const placeOf = ({ system, environment }: { system?: unknown; environment?: unknown }): string =>
  [system, environment].map((part) => (typeof part === 'string' ? part : '?')).join('/');

function planEnvironment({ differences = {}, ...input }: EnvironmentInput, made: Implementations): Planned {
  const place = placeOf(input);
  const targeted = CLOUD_NAMES.filter((name) => input.targets?.[name] !== undefined);
  if (targeted.length === 0) {
    const { error } = environmentSchema.safeParse(input, { reportInput: true });
    return { plans: [], problems: error ? schemaProblems(place, undefined, error) : [], warnings: [] };
  }
  const untargeted = Object.keys(differences).filter((name) => !targeted.includes(name as CloudName));
  const unreached = untargeted.map((name) => ({
    environment: place,
    property: `differences.${name}`,
    message: `reaches nothing: ${name} is not among the targets (${targeted.join(', ')})`,
  }));
  const planned = targeted.map((name) =>
    planOn(made.clouds[name], made.platform, place, patch(input, differences[name] ?? {})),
  );
  return {
    plans: planned.flatMap(({ plans }) => plans),
    problems: [...unreached, ...together(planned.map(({ problems }) => problems))],
    warnings: together(planned.map(({ warnings }) => warnings)),
  };
}

/** What every cloud says in the same words is said once, of none. */
function together(byCloud: readonly (readonly Problem[])[]): Problem[] {
  const words = ({ cloud: _cloud, ...problem }: Problem) => JSON.stringify(problem);
  const shared = (problem: Problem) =>
    byCloud.length > 1 && byCloud.every((all) => all.some((other) => words(other) === words(problem)));
  return byCloud.flatMap((problems, index) =>
    problems.flatMap((problem) => {
      if (!shared(problem)) return [problem];
      const { cloud: _cloud, ...once } = problem;
      return index === 0 ? [once] : [];
    }),
  );
}

function planOn(cloud: AnyCloud, platform: Platform, place: string, given: unknown): Planned {
  const parsed = environmentSchema.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const sound = withoutMistakes(given, parsed.error);
    const others = (sound ? planOn(cloud, platform, place, sound.rest).problems : []).filter(
      // What is missed only because it was left out.
      ({ message }) => !sound!.marks.some((mark) => message.includes(mark)),
    );
    return { plans: [], problems: [...schemaProblems(place, cloud.name, parsed.error), ...others], warnings: [] };
  }
  const environment = parsed.data;
  const target = environment.targets[cloud.name]!;
  const at = { environment: place, cloud: cloud.name };
  const wholesale = check(environmentRules, environment, { ...target, cloud: cloud.name }).map((found) => ({
    ...at,
    ...found,
  }));
  const constructs = constructsOf(environment, given as Record<string, unknown>);
  const problems = constructs.flatMap(({ kind, id, props, raw, title }) => {
    const context = { environment, target, id };
    return [
      ...check(NEUTRAL_RULES[kind] as RuleTable<unknown, unknown>, props, context),
      ...unmet(parityOf(kind, cloud, platform), raw, props),
      ...check(ofCloud(cloud.rules, kind), props, context),
      ...missingKey(props, cloud.name),
    ].map((found) => ({ ...at, construct: title, ...found }));
  });
  const warnings = constructs.flatMap(({ kind, id, props, title }) =>
    check(ofCloud(cloud.warnings, kind), props, { environment, target, id }).map((found) => ({
      ...at,
      construct: title,
      ...found,
    })),
  );
  return {
    plans: [{ cloud, environment, target, stackId: `${environment.system}-${environment.environment}-${cloud.name}` }],
    problems: [
      ...wholesale,
      ...between(environment, cloud.name, at),
      ...problems,
      ...addonProblems(environment, cloud.name).map((found) => ({ ...at, ...found })),
    ],
    warnings,
  };
}

/**
 * The environment less the constructs and words that the schema refuses, so that the rules can look at the rest and
 * everything is told at once, and how messages name what was left out; undefined where nothing sound is left.
 */
function withoutMistakes(given: unknown, error: z.ZodError): { rest: unknown; marks: string[] } | undefined {
  const rest = structuredClone(given) as Record<string, unknown>;
  const marks: string[] = [];
  for (const { path, code, ...issue } of error.issues) {
    const [record, id] = path.map(String);
    if (id !== undefined && NAMED.includes(record!)) {
      delete (rest[record!] as Record<string, unknown>)[id];
      marks.push(record === 'addons' ? `addons.${id}` : `"${id}"`);
    } else if (record === 'cluster') {
      delete rest.cluster;
      marks.push('cluster');
    } else if (record === 'network') rest.network = soundNetwork(rest.network);
    else if (record === undefined && code === 'unrecognized_keys')
      (issue as { keys: string[] }).keys.forEach((key) => delete rest[key]);
    else return undefined;
  }
  return environmentSchema.safeParse(rest).success ? { rest, marks } : undefined;
}

/** A network for the rules of what stands on it, while its own mistakes are told by the schema. */
function soundNetwork(given: unknown): { cidr: string } {
  const { cidr } = (given ?? {}) as { cidr?: unknown };
  return { cidr: typeof cidr === 'string' && isCidr(cidr) ? cidr : '10.0.0.0/16' };
}

const NEUTRAL_RULES: { readonly [K in ConstructKind]: RuleTable<never, never> } = {
  network: networkRules,
  cluster: clusterRules,
  managedPostgres: managedPostgresRules,
  managedRedis: managedRedisRules,
  objectStore: objectStoreRules,
  secret: [],
  namespace: namespaceRules,
  workload: workloadRules,
  kafkaCluster: kafkaClusterRules,
  clickHouseCluster: clickHouseClusterRules,
  searchCluster: searchClusterRules,
};

/** A cloud's own rules of a construct; of what runs in the cluster it has none. */
const ofCloud = (rules: AnyCloud['rules'], kind: ConstructKind): RuleTable<unknown, unknown> =>
  (rules[kind as CloudConstructKind] as RuleTable<unknown, unknown> | undefined) ?? [];

const parityOf = (kind: ConstructKind, cloud: AnyCloud, platform: Platform): Readonly<Record<string, Support>> =>
  kind in cloud.parity ? cloud.parity[kind as CloudConstructKind] : platform.parity[kind as ClusterConstructKind];

interface Placed {
  readonly kind: ConstructKind;
  readonly id: string;
  readonly title: string;
  readonly props: unknown;
  readonly raw: unknown;
}

/** The record of the environment that holds each kind of construct, and what messages call it. */
const RECORDS = [
  ['managedPostgres', 'databases', 'ManagedPostgres'],
  ['managedRedis', 'caches', 'ManagedRedis'],
  ['objectStore', 'objectStores', 'ObjectStore'],
  ['secret', 'secrets', 'Secret'],
  ['namespace', 'namespaces', 'Namespace'],
  ['workload', 'workloads', 'Workload'],
  ['kafkaCluster', 'kafkaClusters', 'KafkaCluster'],
  ['clickHouseCluster', 'clickHouseClusters', 'ClickHouseCluster'],
  ['searchCluster', 'searchClusters', 'SearchCluster'],
] as const;

/** Every record whose entries have names. */
const NAMED: readonly string[] = [...RECORDS.map(([, record]) => record), 'addons', 'dnsZones'];

function constructsOf(environment: Environment, given: Record<string, unknown>): Placed[] {
  const single = (kind: 'network' | 'cluster', title: string): Placed[] =>
    environment[kind] && !('existing' in environment[kind])
      ? [{ kind, id: kind, title, props: environment[kind], raw: given[kind] }]
      : [];
  return [
    ...single('network', 'Network'),
    ...single('cluster', 'Cluster'),
    ...RECORDS.flatMap(([kind, record, title]) =>
      Object.entries<unknown>(environment[record]).map(([id, props]) => ({
        kind,
        id,
        title: `${title} "${id}"`,
        props,
        raw: (given[record] as Record<string, unknown>)[id],
      })),
    ),
  ];
}

/** What concerns two constructs at once. */
function between(environment: Environment, cloud: CloudName, at: { environment: string; cloud: CloudName }): Problem[] {
  const { network, cluster, dnsZones } = environment;
  const ranges =
    'cidr' in network
      ? [network.cidr, ...(network.secondaryCidr ? [network.secondaryCidr] : [])]
      : (network.existing[cloud]?.privateCidrs ?? []);
  const clash = cluster && 'version' in cluster ? clusterInNetwork(cluster.serviceCidr, ranges) : undefined;
  const missing = [
    ...('existing' in network && !network.existing[cloud] ? ['network'] : []),
    ...(cluster && 'existing' in cluster && !cluster.existing[cloud] ? ['cluster'] : []),
    ...Object.entries(dnsZones).flatMap(([id, { existing }]) => (existing[cloud] ? [] : [`dnsZones.${id}`])),
  ];
  return [
    ...(clash ? [{ ...at, construct: 'Cluster', property: 'serviceCidr', message: clash }] : []),
    ...withoutIdentities(environment, cloud).map((message) => ({
      ...at,
      construct: 'Cluster',
      property: 'workloadIdentity',
      message,
    })),
    ...missing.map((property) => ({
      ...at,
      property: `${property}.existing.${cloud}`,
      message: 'must be given: the environment targets this cloud',
    })),
  ];
}

/** Rights in the cloud that nobody could be given, since service accounts stand for nothing there. */
function withoutIdentities(environment: Environment, cloud: CloudName): string[] {
  const { cluster } = environment;
  if (!cluster || !('workloadIdentity' in cluster) || cluster.workloadIdentity) return [];
  const asking = Object.keys(identitiesOf(environment, cloud));
  return asking.length === 0 ? [] : [`must be true: rights in the cloud are asked for by ${asking.join(', ')}`];
}

/** A key that exists must exist on every cloud that is targeted. */
function missingKey(props: unknown, cloud: CloudName): { property: string; message: string }[] {
  const { encryptionKey } = props as { encryptionKey?: EncryptionKeySetting };
  if (typeof encryptionKey !== 'object' || encryptionKey.existing[cloud]) return [];
  return [
    { property: `encryptionKey.existing.${cloud}`, message: 'must be given: the environment targets this cloud' },
  ];
}

function schemaProblems(environment: string, cloud: CloudName | undefined, error: z.ZodError): Problem[] {
  return describeIssues(error).map(({ path, message }) => {
    const [record, id, ...rest] = path;
    const [, , title] = RECORDS.find(([, name]) => name === record) ?? (record === 'addons' ? ['', '', 'Addon'] : []);
    const at = { environment, ...(cloud && { cloud }) };
    if (title && id !== undefined) return { ...at, construct: `${title} "${id}"`, property: rest.join('.'), message };
    if (record === 'network' || record === 'cluster') {
      return {
        ...at,
        construct: record === 'network' ? 'Network' : 'Cluster',
        property: [id, ...rest].filter(Boolean).join('.'),
        message,
      };
    }
    return { ...at, property: path.join('.'), message };
  });
}
