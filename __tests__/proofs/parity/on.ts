/**
 * Proof of the tables of parity and of changes: for each property and cloud, either two values differ in an argument that the
 * table names, or the table says "not supported" and synthesis refuses the property, with the reason and the remedy; and what
 * is told to be in place replaces nothing that holds something. A file for each cloud, so that they run beside each other.
 */
import { type Plan, plan } from '../../../app/plan/plan';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import type { CloudConstructKind } from '../../../constructs/registry';
import type { Change } from '../../../core/changes';
import type { Support } from '../../../core/parity';
import { patch } from '../../../core/patch';
import { mapValues } from '../../../core/records';
import { describeWithoutCode } from '../../../core/rules/problem';
import { clouds, providers } from '../../../providers';
import { builtOf } from '../../helpers/built';
import { changedArguments, namedAndChanged, type Resources } from '../../helpers/changes';
import { type CloudName, on, whole } from '../../helpers/environments';
import { replacedIn } from '../../helpers/replacing';
import type { CloudProbe } from '../probes/cloud-probe';
import { PROBES } from '../probes/clouds';
import { PLACE } from '../probes/places';

const CASES = (Object.keys(PROBES) as CloudConstructKind[]).flatMap((kind) =>
  Object.keys(PROBES[kind]).map((path) => ({ kind, path })),
);

/**
 * What a change must replace. What is in place, restarts, or is read once replaces nothing; the rest replaces something, unless a
 * page of the vendor's says what no schema does, or only some values do.
 */
const asTold = (change: Change): unknown => {
  if (change.kind === 'inPlace' || change.kind === 'restarts' || 'settled' in change) return [];
  const isPartly = 'note' in change && change.note?.includes('in place');
  return change.source !== undefined || isPartly ? expect.any(Array) : expect.arrayContaining([expect.any(String)]);
};

/** Resources of every stack, because what the cloud lacks may be made in the cluster. Some have the same names in each. */
const resourcesOf = (planned: Plan): Resources =>
  builtOf(planned)
    .map(({ id: stack, json }) =>
      mapValues(json.resource as Resources, (_, byId) =>
        Object.fromEntries(Object.entries(byId).map(([id, resource]) => [`${stack}.${id}`, resource])),
      ),
    )
    .reduce((all, some) => patch(all, some) as Resources, {});

export const proveOn = (cloud: CloudName): void =>
  describe(`the tables of parity and of changes on ${cloud}`, () => {
    it('agree on what there is', () => {
      for (const kit of Object.values(clouds[cloud].kits)) {
        const parity = Object.entries(kit.parity as Readonly<Record<string, Support>>);
        const changes = kit.changes as Readonly<Record<string, Change>>;
        for (const [path, { kind }] of parity)
          expect([path, changes[path]?.kind === 'unavailable']).toEqual([path, kind === 'unsupported']);
      }
    });

    it.each(CASES)('$kind.$path', ({ kind, path }) => {
      const support = (clouds[cloud].kits[kind].parity as Readonly<Record<string, Support>>)[path]!;
      const { values, given = {}, values_on, given_on } = (PROBES[kind] as Record<string, CloudProbe>)[path]!;
      const base = patch(patch(whole, given), given_on?.[cloud] ?? {});
      const planned = (values_on?.[cloud] ?? values).map((change) =>
        plan([on(cloud, patch(base, PLACE[kind](change)) as EnvironmentInput)], providers),
      );

      const refusals = planned.flatMap(({ problems }) => problems.map(describeWithoutCode));
      if (support.kind === 'unsupported') {
        expect(refusals.join('\n')).toContain(`is not supported: ${support.why}; ${support.instead}`);
      } else if (path === 'version' && refusals.length > 0) {
        expect(refusals.join()).toMatch(/version must be a version of .* that is available/);
      } else if (refusals.length > 0) {
        // For a value that the table excludes, the message comes from the table.
        expect(
          support.except
            .map(({ why, instead }) => `${why}; ${instead}`)
            .some((said) => refusals.every((refusal) => refusal.includes(said))),
        ).toBe(true);
      } else {
        const [a, b] = planned.map(({ plans }) => resourcesOf(plans[0]!));
        const changed = changedArguments(a!, b!);
        expect({ named: namedAndChanged(support.to, changed), of: support.to, changed: [...changed] }).toMatchObject({
          named: expect.arrayContaining([expect.any(String)]),
        });
        const change = (clouds[cloud].kits[kind].changes as Readonly<Record<string, Change>>)[path]!;
        expect({ change, replaced: replacedIn(a!, b!) }).toEqual({ change, replaced: asTold(change) });
      }
    });
  });
