/** An explanation holds every address of a stack once, exactly as it is synthesized. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { designs } from '../../helpers/designs';
import { on, whole, wholeWith } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { explained } from '../../helpers/explained';
import { type Attributes, synth } from '../../helpers/synth';

/** Copies and replicas in a second region, and keys of every kind. */
const spread = wholeWith({
  network: { secondaryCidr: '10.1.0.0/16' },
  databases: { postgres: { readReplicas: { near: {}, far: { region: 'secondary' } } } },
  objectStores: { files: { replication: true }, plain: { encryptionKey: 'cloud' } },
  caches: { redis: { replicas: 0 } },
});

/** A network and keys that exist already. */
const existing: EnvironmentInput = {
  ...on('azurerm', whole),
  network: {
    existing: {
      azurerm: {
        id: 'network/shared',
        privateSubnets: ['nodes'],
        databaseSubnets: ['postgres'],
        privateCidrs: ['10.0.0.0/18'],
      },
    },
  },
  objectStores: { files: { encryptionKey: { existing: { azurerm: 'https://shared.vault.azure.net/keys/files' } } } },
};

const addressesIn = ({ resource, data, ephemeral }: Attributes): string[] =>
  Object.entries({ '': resource, 'data.': data, 'ephemeral.': ephemeral }).flatMap(([prefix, byType]) =>
    Object.entries((byType ?? {}) as Record<string, object>).flatMap(([type, byId]) =>
      Object.keys(byId).map((id) => `${prefix}${type}.${id}`),
    ),
  );

const ENVIRONMENTS: Readonly<Record<string, EnvironmentInput>> = { everything, spread, existing, ...designs };

describe.each(Object.entries(ENVIRONMENTS))('the addresses of %s', (_, input) => {
  const stacks = Object.values(synth(input));

  it.each(stacks.map((stack) => [stack.id, stack] as const))('are those of %s, each once', (id, { json }) => {
    const { constructs, others, counts } = explained(input, id);
    const told = [...constructs.flatMap(({ addresses }) => addresses), ...others];
    expect([...told].sort()).toEqual(addressesIn(json).sort());
    expect(others).toEqual([]);
    const resources = told.filter((address) => !/^(data|ephemeral)\./.test(address));
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(resources.length);
  });
});
