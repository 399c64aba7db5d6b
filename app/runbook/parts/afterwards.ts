/** What to do when the region is back: the old environment must not write, and what is left of it must go. */
import { compact } from '../../../core/records';
import type { Known, Step } from '../known';
import { inStack, zonesMadeBy } from './stacks';
import { say } from './stores';

/** The account's stack stays: what it is about is not of a region. */
const LAST_FIRST = ['edge', 'platform', 'infrastructure'] as const;

export function afterwards({ plan, region, ways }: Known): Step[] {
  const { environment, cloud, stacks } = plan;
  const zones = zonesMadeBy(plan);
  const promoted = ways.flatMap(({ promoted: address }) => address ?? []);
  return compact([
    {
      title: 'Keep the old environment from writing',
      actions: say('What it holds is older than what NEW holds. No host may lead to it, and nobody may work with it.'),
    },
    promoted.length > 0 && {
      title: 'Let Terraform forget what was promoted',
      actions: [
        {
          says: 'It is no replica any more, and a plan would change it as if it were. Its data is in NEW: keep it until nobody needs it, then delete it by hand.',
          lines: promoted.map((address) => inStack(plan, 'infrastructure', `state rm '${address}'`)),
        },
      ],
    },
    {
      title: `Go back to ${region}, or stay`,
      actions: [
        {
          says: `NEW is whole: it may stay. To go back, give it ${region} as its secondaryRegion with copies or replicas there, choose a quiet hour, and follow its own runbook:`,
          lines: [`npx triptych runbook ${environment.system}/NEW --cloud ${cloud.name}`],
        },
      ],
    },
    {
      title: 'Remove what is left',
      actions: [
        ...(zones.length > 0
          ? say(
              `NEW needs the zones that the old environment made: ${zones.join(', ')}. Move them first, with terraform state rm here and terraform import there.`,
            )
          : []),
        {
          says: 'When nobody needs the old data any more, take deletionProtection off, and destroy from the last stack to the first. docs/guides/changes.md tells what stays.',
          lines: LAST_FIRST.filter((kind) => stacks[kind] !== undefined).map((kind) => inStack(plan, kind, 'destroy')),
        },
      ],
    },
  ]);
}
