/**
 * Proof of the parity tables: for each property and cloud, either two values differ in an argument that the table
 * names, or the table says "not supported" and synthesis refuses the property, with the reason and the remedy.
 */
import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { CloudConstructKind } from '../../constructs/registry';
import type { Support } from '../../core/parity';
import { patch } from '../../core/patch';
import { describeWithoutCode } from '../../core/rules/problem';
import { clouds, providers } from '../../providers';
import { changedArguments, namedAndChanged, type Resources } from '../helpers/changes';
import { CLOUDS, on, whole } from '../helpers/environments';
import { synth } from '../helpers/synth';
import { type CloudProbe, PLACE, PROBES } from './probes/clouds';

const CASES = (Object.keys(PROBES) as CloudConstructKind[]).flatMap((kind) =>
  Object.keys(PROBES[kind]).flatMap((path) => CLOUDS.map((cloud) => ({ kind, path, cloud }))),
);

describe('the parity tables', () => {
  it.each(CASES)('$kind.$path on $cloud', ({ kind, path, cloud }) => {
    const support = (clouds[cloud].kits[kind].parity as Readonly<Record<string, Support>>)[path]!;
    const { values, given = {}, values_on, given_on } = (PROBES[kind] as Record<string, CloudProbe>)[path]!;
    const base = patch(patch(whole, given), given_on?.[cloud] ?? {});
    const [one, other] = (values_on?.[cloud] ?? values).map((change) =>
      on(cloud, patch(base, PLACE[kind](change)) as EnvironmentInput),
    ) as [EnvironmentInput, EnvironmentInput];

    const refusals = [one, other].flatMap((input) => plan([input], providers).problems.map(describeWithoutCode));
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
      const [a, b] = [one, other].map((input) => Object.values(synth(input))[0]!.json.resource as Resources);
      const changed = changedArguments(a!, b!);
      expect({ named: namedAndChanged(support.to, changed), of: support.to, changed: [...changed] }).toMatchObject({
        named: expect.arrayContaining([expect.any(String)]),
      });
    }
  });
});
