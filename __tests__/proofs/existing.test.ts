/** An existing network, cluster or key is referred to by its id, and no part of it is created. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../helpers/environments';
import { problemsOf, synth } from '../helpers/synth';

const network = {
  existing: {
    aws: {
      id: 'vpc-0a1b2c3d',
      publicSubnets: ['subnet-0a1b2c31'],
      privateSubnets: ['subnet-0a1b2c32', 'subnet-0a1b2c33'],
      databaseSubnets: ['subnet-0a1b2c34', 'subnet-0a1b2c35'],
      privateCidrs: ['10.0.0.0/18'],
    },
    google: { id: 'shared', privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/18'] },
    azurerm: {
      id: 'network/shared',
      privateSubnets: ['nodes'],
      databaseSubnets: ['postgres'],
      privateCidrs: ['10.0.0.0/18'],
    },
  },
};
const withNetwork: EnvironmentInput = { ...whole, network };
const NETWORKS = { aws: 'aws_vpc', google: 'google_compute_network', azurerm: 'azurerm_virtual_network' };
const SUBNETS = { aws: 'aws_subnet', google: 'google_compute_subnetwork', azurerm: 'azurerm_subnet' };

describe('an existing network', () => {
  const stacks = synth(withNetwork);

  it.each(CLOUDS)('is not created on %s, and everything else uses it', (cloud) => {
    const stack = stacks[`acme-test-${cloud}`]!;
    expect(stack.all(NETWORKS[cloud])).toEqual([]);
    expect(stack.all(SUBNETS[cloud])).toEqual([]);
    expect(Object.keys(stack.outputs)).toEqual(
      expect.arrayContaining(['cluster_name', 'network_id', 'postgres_host', 'redis_host']),
    );
  });

  it('is required for each cloud that is targeted', () => {
    const { google: _gone, ...rest } = network.existing;
    expect(problemsOf({ ...whole, network: { existing: rest } })).toContain(
      'acme/test (google): network.existing.google is required: the environment targets this cloud',
    );
  });
});

describe('a part of an existing network', () => {
  const problemsWith = (cloud: CloudName, change: object): string[] =>
    problemsOf(on(cloud, { ...whole, network: patch(network, { existing: { [cloud]: change } }) as typeof network }));

  it.each([
    ['aws', { id: 'shared' }, 'id must be the id of a VPC: "vpc-0a1b2c3d4e5f60718", got "shared"'],
    ['aws', { id: 'subnet-0a1b2c3d' }, 'id must be the id of a VPC: "vpc-0a1b2c3d4e5f60718", got "subnet-0a1b2c3d"'],
    [
      'aws',
      { privateSubnets: ['subnet-0a1b2c32', 'subnet-1'] },
      'privateSubnets.1 must be the id of a subnet: "subnet-0a1b2c3d4e5f60718", got "subnet-1"',
    ],
    [
      'google',
      { id: 'projects/host/global/networks/shared' },
      'id must be the name of a network in the project: "shared", got "projects/host/global/networks/shared"',
    ],
    [
      'google',
      { privateSubnets: ['Nodes'] },
      'privateSubnets.0 must be the name of a subnetwork in the project: "nodes"',
    ],
    ['azurerm', { id: 'shared' }, 'id must be "resourceGroup/virtualNetwork", got "shared"'],
    [
      'azurerm',
      { databaseSubnets: ['/subscriptions/1/subnets/postgres'] },
      'databaseSubnets.0 must be the name of a subnet in the virtual network, got "/subscriptions/1/subnets/postgres"',
    ],
  ] as const)('on %s is refused if nothing there can have its name: %j', (cloud, change, message) => {
    expect(problemsWith(cloud, change)).toEqual([expect.stringContaining(`network.existing.${cloud}.${message}`)]);
  });
});

describe('an existing cluster', () => {
  const existing = {
    aws: { name: 'shared' },
    google: { name: 'shared', location: 'us-central1' },
    azurerm: { name: 'shared', location: 'platform' },
  };
  const stacks = synth({ ...whole, cluster: { existing } });
  const CLUSTERS = {
    aws: 'aws_eks_cluster',
    google: 'google_container_cluster',
    azurerm: 'azurerm_kubernetes_cluster',
  };

  it.each(CLOUDS)('is read and not created on %s', (cloud) => {
    const stack = stacks[`acme-test-${cloud}`]!;
    expect(stack.all(CLUSTERS[cloud])).toEqual([]);
    expect(Object.keys(stack.json.data[CLUSTERS[cloud]])).toEqual(['cluster']);
    expect(Object.keys(stack.outputs)).toEqual(
      expect.arrayContaining(['cluster_endpoint', 'cluster_kubeconfig_command', 'cluster_name']),
    );
  });
});

describe('an existing key', () => {
  const key = {
    existing: {
      aws: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001',
      google: 'projects/acme-keys/locations/us-central1/keyRings/ring/cryptoKeys/data',
      azurerm: 'https://acme-keys.vault.azure.net/keys/data',
    },
  };

  it.each(CLOUDS)('encrypts the database on %s', (cloud) => {
    const input = wholeWith({ databases: { postgres: { encryptionKey: key } } });
    expect(problemsOf(input)).toEqual([]);
    const theirs = synth(input)[`acme-test-${cloud}`];
    expect(theirs!.text).toContain(key.existing[cloud].split('/').at(-1));
  });

  it('is required for each cloud that is targeted', () => {
    const input = wholeWith({
      objectStores: { files: { encryptionKey: { existing: { ...key.existing, aws: null } } } },
    });
    expect(problemsOf(input).join('\n')).toContain(
      'acme/test (aws): objectStores.files.encryptionKey.existing.aws is required: the environment targets this cloud',
    );
  });
});
