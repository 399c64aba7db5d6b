/** Rights as text for people: what everybody may do, one after the other. */
import { compact } from '../../core/records';
import type { ExplainedRight } from '../../core/rights/right';
import { counted } from '../../core/text';
import type { StackRights } from './rights';

export const describeRights = (stacks: readonly StackRights[]): string[] =>
  stacks.flatMap(({ stack, rights }, index) => [...(index > 0 ? [''] : []), ...describeStack(stack, rights)]);

function describeStack(stack: string, rights: readonly ExplainedRight[]): string[] {
  const holders = new Map<string, ExplainedRight[]>();
  for (const right of rights) {
    const holder = compact([right.who, right.as !== undefined && `as ${right.as}`]).join(', ');
    holders.set(holder, [...(holders.get(holder) ?? []), right]);
  }
  const wide = rights.filter(({ isWide }) => isWide).length;
  return [
    `${stack}: ${counted(rights.length, 'right')} of ${counted(holders.size, 'holder')}, ${wide} of them wide`,
    ...[...holders]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([holder, own]) => describeHolder(holder, own)),
  ];
}

const describeHolder = (holder: string, rights: readonly ExplainedRight[]): string[] => [
  '',
  holder,
  ...rights.flatMap(({ may, on, when, because, isWide }) =>
    compact([
      `  ${may.join(', ')}`,
      `    on ${on.join(', ')}`,
      when !== undefined && `    if ${when}`,
      isWide && `    wide: ${because ?? 'no reason is known'}`,
    ]),
  ),
];
