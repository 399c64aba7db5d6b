/** Nobody is warned of what he did not write: a default has no warning, except where something is missing that should not be. */
import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { type ConstructKind, CONSTRUCTS } from '../../constructs/registry';
import { valuesAt } from '../../core/parity';
import { rulesIn, type RuleTable } from '../../core/rules/rule';
import { clouds, providers } from '../../providers';
import { designs } from '../helpers/designs';
import { whole, wholeWith } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { base } from '../helpers/platform';

/** Warnings of what is missing, with the reason why they are worth one. */
const OF_ABSENT: Readonly<Record<string, string>> = {
  'redis/single-shard-too-large': 'one shard is the default, and Azure makes several of a store of more than 24 GB',
  'firewall/premium-price': "the cloud's own rules are the default, and cost nine times as much on Azure",
};

const window = { day: 'saturday', start: '03:00' };
const ENVIRONMENTS: Readonly<Record<string, EnvironmentInput>> = {
  'the smallest of each construct': whole,
  'one that says when, but not how long': wholeWith({
    cluster: { maintenanceWindow: window },
    databases: { postgres: { maintenanceWindow: window } },
    caches: { redis: { maintenanceWindow: window } },
  }),
  'one for less important things': wholeWith({ highAvailability: false, network: { zones: 2 } }),
  'the smallest with a platform': base,
  everything,
  ...designs,
};

const warningsOf = (input: EnvironmentInput) => plan([input], providers).warnings;

describe.each(Object.entries(ENVIRONMENTS))('%s', (_, input) => {
  it('is warned only of what it says, or of what is missing', () => {
    const isWritten = (path: string) => valuesAt(input, path).some(({ value }) => value !== undefined);
    const unasked = warningsOf(input).filter(({ path = '', code }) => !isWritten(path) && !(code in OF_ABSENT));
    expect(unasked).toEqual([]);
  });
});

it('knows a reason for each warning of what is missing', () => {
  const codes = Object.values(clouds).flatMap(({ kits }) =>
    Object.entries(kits as Partial<Record<ConstructKind, { warnings?: RuleTable<never, never> }>>).flatMap(
      ([kind, { warnings = [] }]) =>
        rulesIn(warnings)
          .filter(({ ofAbsent }) => ofAbsent === true)
          .map(({ code }) => `${CONSTRUCTS[kind as ConstructKind].code}/${code}`),
    ),
  );
  expect(codes).toEqual(Object.keys(OF_ABSENT));
});

it('still warns of the same when it is written', () => {
  const short = warningsOf(wholeWith({ cluster: { maintenanceWindow: { ...window, hours: 2 } } }));
  expect(short.filter(({ code }) => code === 'cluster/window-widened').map(({ cloud }) => cloud)).toEqual([
    'google',
    'azurerm',
  ]);
});
