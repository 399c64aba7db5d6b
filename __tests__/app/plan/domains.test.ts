/** Domains and records of several clouds or environments: only one zone is asked, and only one environment may write a record. */
import { plan } from '../../../app/plan/plan';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { describeProblem } from '../../../core/rules/problem';
import { providers } from '../../../providers';
import { type CloudName, on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';

const planned = (...inputs: EnvironmentInput[]) => plan(inputs, providers);
const warningsOf = (input: EnvironmentInput) => planned(input).warnings.map(describeProblem);

const domainPerCloud = {
  google: { dnsZones: { main: { domain: 'gcp.example.com' } } },
  azurerm: { dnsZones: { main: { domain: 'azure.example.com' } } },
};
const SEVERAL = 'environment/domain-on-several-clouds';

describe('one domain on several clouds', () => {
  const made = { dnsZones: { main: { existing: null } } };

  it('is warned of where the environment makes a zone', () => {
    expect(warningsOf(baseWith(made))).toEqual([
      expect.stringMatching(
        /acme\/test: dnsZones\.main\.domain is the domain of a zone on each of aws, google, azurerm: .* \[environment\/domain-on-several-clouds\]/,
      ),
    ]);
    expect(warningsOf(on('google', baseWith(made)))).toEqual([]);
    expect(warningsOf(baseWith({ ...made, differences: domainPerCloud }))).toEqual([]);
  });

  it('is warned of where the clouds serve one host in existing zones', () => {
    const addons = {
      loadBalancerController: {},
      externalSecrets: {},
      gateway: {},
      certManager: { email: 'ops@example.com' },
      argoCd: { host: 'argocd.example.com' },
    };
    expect(warningsOf(baseWith({ addons }))).toContainEqual(
      expect.stringContaining(
        'dnsZones.main.domain has hosts that each of aws, google, azurerm serves (argocd.example.com)',
      ),
    );
    expect(warningsOf(baseWith({}))).toEqual([]);
  });

  it('may be acknowledged', () => {
    const { warnings, acknowledged } = planned(baseWith({ ...made, acknowledgements: { [SEVERAL]: 'a move' } }));
    expect(warnings).toEqual([]);
    expect(acknowledged).toEqual([expect.objectContaining({ code: SEVERAL, reason: 'a move' })]);
  });
});

describe('one record of two environments', () => {
  const www = (...types: string[]) => ({
    www: types.map((type) => ({ type, values: [{ A: '192.0.2.1', TXT: 'x' }[type]] })),
  });
  const first = on('aws', baseWith({ dnsZones: { main: { records: www('A') } } }));
  const second = (zone: object, more: object = {}) =>
    patch(on('aws', baseWith({ dnsZones: { main: zone, ...more } })), { environment: 'other' }) as EnvironmentInput;
  const problems = (other: EnvironmentInput) => planned(first, other).problems.map(describeProblem);

  it('is refused in one existing zone', () => {
    expect(problems(second({ records: www('TXT', 'A') }))).toEqual([
      expect.stringContaining(
        'acme/other (aws): dnsZones.main.records.www must not have A of www.example.com, which acme/test writes into the same zone',
      ),
    ]);
  });

  it('is refused where it leads to a zone below', () => {
    const lead = { shop: { domain: 'www.example.com', parent: 'main' } };
    const above = on('azurerm', baseWith({ dnsZones: { main: {}, ...lead } }));
    const other = patch(above, { environment: 'other' }) as EnvironmentInput;
    expect(planned(above, other).problems.map(describeProblem)).toContainEqual(
      expect.stringContaining('dnsZones.shop.parent must not have NS of www.example.com'),
    );
  });

  it.each<[string, EnvironmentInput]>([
    ['another type', second({ records: www('TXT') })],
    ['another name', second({ records: { api: www('A').www } })],
    ['another zone', second({ existing: { aws: 'Z9876543210EXAMPLE' }, records: www('A') })],
  ])('is fine: %s', (_, other) => expect(problems(other)).toEqual([]));
});

describe('one domain of which two environments make a zone', () => {
  const making = (cloud: CloudName, environment: string, zone: object = {}, target: object = {}) =>
    patch(on(cloud, baseWith({ dnsZones: { main: { existing: null, ...zone } } })), {
      environment,
      targets: { [cloud]: target },
    }) as EnvironmentInput;
  const problems = (other: EnvironmentInput, cloud: CloudName = 'aws') =>
    planned(making(cloud, 'test'), other).problems.filter(({ code }) => code === 'environment/domain-shared');

  it('is refused in one account on AWS, which finds both by it', () => {
    expect(problems(making('aws', 'other')).map(describeProblem)).toEqual([
      expect.stringContaining(
        'acme/other (aws): dnsZones.main.domain must be another domain than example.com, of which acme/test makes a zone in the account 123456789012',
      ),
    ]);
  });

  it.each<[string, EnvironmentInput]>([
    ['another account', making('aws', 'other', {}, { account: '210987654321' })],
    ['a domain below', making('aws', 'other', { domain: 'other.example.com' })],
    ["the other's zone, named", making('aws', 'other', { existing: { aws: 'Z9876543210EXAMPLE' } })],
  ])('is fine: %s', (_, other) => expect(problems(other)).toEqual([]));

  it.each(['google', 'azurerm'] as const)('is found by names of its own on %s', (cloud) => {
    expect(problems(making(cloud, 'other'), cloud)).toEqual([]);
  });
});
