/** What to do when the region is back: the old environment must not write, and either it serves again or what is left of it goes. */
import type { StackKind } from '../../../constructs/environment/extension';
import { isReplicated } from '../../../constructs/environment/recovery';
import { compact } from '../../../core/records';
import type { Plan } from '../../plan/plan';
import type { Known, Step } from '../known';
import {
  apply,
  nameElsewhere,
  nameOfStandby,
  planHasStandby,
  run,
  stackElsewhere,
  stackHere,
  zonesMadeBy,
} from './stacks';
import { say } from './stores';

export const afterwards = (known: Known): Step[] =>
  compact([
    keepFromWriting(known),
    forget(known),
    ...(planHasStandby(known.plan) ? [goBack(known)] : [goBackOrStay(known), removeTheRest(known)]),
  ]);

function keepFromWriting({ plan }: Known): Step {
  const name = nameElsewhere(plan);
  return {
    title: 'Keep the old environment from writing',
    actions: say(
      `What it holds is older than what ${name} holds. No host may lead to it, and nobody may work with it.`,
    ),
  };
}

function forget({ plan, ways }: Known): Step | undefined {
  const promoted = ways.flatMap(({ promoted: address }) => address ?? []);
  if (promoted.length === 0) return undefined;
  return {
    title: 'Let Terraform forget what was promoted',
    actions: [
      {
        says: `It is no replica any more, and a plan would change it as if it were. Its data is in ${nameElsewhere(plan)}: keep it until nobody needs it, then delete it by hand.`,
        lines: promoted.map((address) => run(stackHere(plan, 'infrastructure'), `state rm '${address}'`)),
      },
    ],
  };
}

/** The account's stack stays: what it is about is not of a region. */
const LAST_FIRST = ['edge', 'platform', 'infrastructure'] as const;
/** Those that stand on the infrastructure's. */
const ABOVE = ['edge', 'platform'] as const;

const has = ({ stacks }: Plan, kinds: readonly StackKind[]): StackKind[] =>
  kinds.filter((kind) => stacks[kind] !== undefined);

/** What was promoted follows nothing again: new replicas take its place. */
const standAgain = ({ environment: { recovery } }: Plan): string =>
  isReplicated(recovery)
    ? "Say recovery.mode: 'pilot-light', databases: 'restored', active: 'primary', and apply, which takes its databases away. Say of recovery what it said before, but for active, and apply, which makes new replicas. Each time:"
    : "Say recovery.active: 'primary', and apply. Each time:";

/** What stands by serves for a time: the environment is the first one's. */
function goBack({ plan, region }: Known): Step {
  const name = nameElsewhere(plan);
  const above = has(plan, ABOVE);
  return {
    title: `Go back to ${region}`,
    actions: [
      ...say(
        `Choose a quiet hour, and stop what writes in ${name}.`,
        `Back up its databases, and bring the backups to ${region}: the environment gets databases that begin with them, beside the old ones, as docs/guides/restore.md says. Copy the objects of its buckets back into those of ${region}.`,
      ),
      {
        says: `Take away what ${name} runs, which leaves the hosts to the environment:`,
        lines: above.map((kind) => run(stackElsewhere(plan, kind), 'destroy')),
      },
      {
        says: 'Apply its stacks, with the databases that have the data:',
        lines: apply(...['infrastructure' as const, ...above.toReversed()].map((kind) => stackHere(plan, kind))),
      },
      {
        says: `When all is well, and nobody needs what ${name} holds, it becomes a ${nameOfStandby(plan)} again: take its deletionProtection off in recovery.differences, and apply. ${standAgain(plan)}`,
        lines: ['npx triptych synth', ...apply(stackElsewhere(plan, 'infrastructure'))],
      },
    ],
  };
}

const goBackOrStay = ({ plan: { environment, cloud }, region }: Known): Step => ({
  title: `Go back to ${region}, or stay`,
  actions: [
    {
      says: `NEW is whole: it may stay. To go back, give it ${region} as its secondaryRegion with copies or replicas there, choose a quiet hour, and follow its own runbook:`,
      lines: [`npx triptych runbook ${environment.system}/NEW --cloud ${cloud.name}`],
    },
  ],
});

function removeTheRest({ plan }: Known): Step {
  const zones = zonesMadeBy(plan);
  return {
    title: 'Remove what is left',
    actions: [
      ...(zones.length > 0
        ? say(
            `NEW needs the zones that the old environment made: ${zones.join(', ')}. Move them first, with terraform state rm here and terraform import there.`,
          )
        : []),
      {
        says: 'When nobody needs the old data any more, take deletionProtection off, and destroy from the last stack to the first. docs/guides/changes.md tells what stays.',
        lines: has(plan, LAST_FIRST).map((kind) => run(stackHere(plan, kind), 'destroy')),
      },
    ],
  };
}
