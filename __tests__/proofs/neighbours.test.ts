/** Two environments in one account, project or subscription: they share no resource, no name and no principal. */
import { rightsOf } from '../../app/rights/rights';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on, wholeWith } from '../helpers/environments';
import { everyStack, everything } from '../helpers/everything';
import { type Attributes, problemsOf, type Stack, synth } from '../helpers/synth';

/** A workload with rights in the cloud. */
const worker = {
  namespace: 'shop',
  image: 'ghcr.io/acme/shop:1.0.0',
  resources: { cpu: '250m', memory: '256Mi' },
  access: [{ objectStore: 'files', read: true }],
};

const named = (environment: string): EnvironmentInput =>
  patch(everything, {
    environment,
    // A host is one environment's.
    cdns: { site: { hosts: [`files-${environment}.example.com`] } },
    uptimeChecks: { site: { host: `files-${environment}.example.com` } },
    objectStores: { logs: { replication: true, encryptionKey: { existing: EXISTING_KEYS } } },
  }) as EnvironmentInput;

const EXISTING_KEYS = {
  aws: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000009',
  google: 'projects/keys/locations/us-central1/keyRings/shared/cryptoKeys/objects',
  azurerm: 'https://shared.vault.azure.net/keys/objects',
};

/** The account's stack is one environment's, too. */
const withAccount = (environment: string): EnvironmentInput =>
  patch(named(environment), { account: everyStack.account }) as EnvironmentInput;

/** Kinds of resources that exist in Terraform's state alone. */
const NOT_IN_A_CLOUD = /^(random|time|terraform|null)_/;

/** What both environments have in common, and why neither takes it from the other. */
const SHARED: Readonly<Record<string, string>> = {
  google_billing_budget: 'Google numbers them; what it counts is told by labels',
  google_monitoring_notification_channel: 'Google numbers them',
  google_project_iam_member: "Google's own roles of a principal: whoever shares a principal is refused, below",
  google_project_service: 'APIs of the project, which are never turned off',
};

/** Kinds of resources to which the cloud gives a new id with each creation, whatever their arguments are. */
const NUMBERED = ['aws_vpc', 'aws_eip', 'aws_kms_key'];

/** Kinds of resources that are in a cluster, which tells them from those of others. */
const IN_A_CLUSTER = /^(kubernetes|helm)_/;

/** The cluster that a stack's providers call, as far as the Terraform tells it. */
const clusterOf = ({ json: { data = {} } }: Stack): string =>
  JSON.stringify(
    ['aws_eks_cluster', 'google_container_cluster', 'azurerm_kubernetes_cluster'].flatMap((type) =>
      Object.values<Attributes>(data[type] ?? {}).map(({ '//': _, depends_on: __, ...telling }) => telling),
    ),
  );

/** Arguments that tell nothing apart. */
const NOISE =
  /^(\/\/|depends_on|lifecycle|provider|tags|labels|\w+_labels|annotations|description|display_name|timeouts)$/;
const NAMES = ['name', 'identifier', 'bucket', 'secret_id', 'account_id', 'role_id', 'replication_group_id'];

/** Names of resources in their cloud, as far as the Terraform tells them. */
class Identities {
  private readonly known = new Map<string, string>();

  private readonly cluster: string;

  constructor(private readonly stack: Stack) {
    this.cluster = clusterOf(stack);
  }

  /** All that tells a resource from others of its type. */
  of(address: string): string {
    const known = this.known.get(address);
    if (known !== undefined) return known;
    this.known.set(address, address);
    const [type = ''] = address.split('.');
    const identity = NUMBERED.includes(type)
      ? `${this.stack.id} ${address}`
      : `${type} ${IN_A_CLUSTER.test(type) ? this.cluster : ''}${this.resolved(this.telling(address))}`;
    this.known.set(address, identity);
    return identity;
  }

  /** Its own name with what it belongs to, which other resources of the stack are; without a name, all of its arguments. */
  private telling(address: string): Attributes {
    const given = Object.entries(this.stack.resource(address)).filter(([key]) => !NOISE.test(key));
    const isNamed = given.some(([key, value]) => NAMES.includes(key) && isLiteral(value));
    const telling = given.filter(([key, value]) => NAMES.includes(key) || (!key.includes('kms') && !isLiteral(value)));
    return Object.fromEntries(isNamed ? telling : given);
  }

  private resolved(value: unknown): string {
    return JSON.stringify(value).replace(/\b(?<!data\.)([a-z]+_\w+\.[\w-]+)((?:\.\w+|\[\d+\])*)/g, (text, to, path) =>
      this.has(to as string) ? this.attribute(to as string, path as string) : text,
    );
  }

  /** The value of an attribute where it is written; otherwise whose it is. */
  private attribute(address: string, path: string): string {
    const [name = '', ...rest] = path.match(/\w+/g) ?? [];
    let value: unknown = this.stack.resource(address)[name];
    for (const step of rest)
      if (!(step === '0' && !Array.isArray(value))) value = (value as Attributes | undefined)?.[step];
    return typeof value === 'string' && isLiteral(value) ? value : `<${this.of(address)}>`;
  }

  private has(address: string): boolean {
    const [type = '', id = ''] = address.split('.');
    return this.stack.json.resource?.[type]?.[id] !== undefined;
  }
}

const isLiteral = (value: unknown): boolean => typeof value === 'string' && !value.includes('${');

interface Neighbour {
  readonly stacks: number;
  /** The identities of its resources in the cloud. */
  readonly resources: readonly string[];
  /** Identities of its pods and nodes. */
  readonly principals: readonly string[];
}

function onCloud(cloud: CloudName, environment: EnvironmentInput): Neighbour {
  const input = on(cloud, environment);
  const neighbours = Object.values(synth(input)).map((stack) => {
    const identities = new Identities(stack);
    const { rights } = rightsOf({ ...providers, environments: [input], only: [stack.id] })[0]!;
    return {
      resources: stack
        .addresses()
        .filter((address) => !NOT_IN_A_CLOUD.test(address))
        .map((address) => identities.of(address)),
      principals: rights
        // Pods in a cluster are told apart by it, and by the cloud as those of the infrastructure's stack say.
        .filter(({ who, as, address }) => !IN_A_CLUSTER.test(address) && (who.startsWith('pods ') || as !== undefined))
        .map(({ who, as }) => (as === undefined ? who : identities.of(as))),
    };
  });
  return {
    stacks: neighbours.length,
    resources: neighbours.flatMap(({ resources }) => resources),
    principals: neighbours.flatMap(({ principals }) => principals),
  };
}

const shared = (one: readonly string[], other: readonly string[]): string[] => [
  ...new Set(one.filter((identity) => other.includes(identity))),
];

describe.each(CLOUDS)('two environments beside each other on %s', (cloud) => {
  const blue = onCloud(cloud, withAccount('blue'));
  const green = onCloud(cloud, named('green'));

  it('share no resource of any of their stacks', () => {
    expect([blue.stacks, green.stacks]).toEqual([4, 3]);
    const found = shared(blue.resources, green.resources);
    expect(blue.resources.length).toBeGreaterThan(100);
    expect(found.filter((identity) => !(identity.split(' ')[0]! in SHARED))).toEqual([]);
  });

  it('share no principal, or are refused', () => {
    const isRefused = problemsOf(on(cloud, withAccount('blue')), on(cloud, named('green'))).length > 0;
    expect(blue.principals.length).toBeGreaterThan(5);
    expect(shared(blue.principals, green.principals).length > 0).toBe(isRefused);
    expect(isRefused).toBe(cloud === 'google');
  });
});

describe('two clusters of one Google project', () => {
  const inProject = (environment: string, change: object = {}): EnvironmentInput =>
    on('google', patch(wholeWith(change), { environment }) as EnvironmentInput);
  const withRights = {
    addons: { externalSecrets: {} },
    secrets: { token: {} },
    namespaces: { shop: {} },
    workloads: { shop: worker },
  };
  const message = (one: string, other: string) =>
    `acme/${one} (google): targets.google.project must be another project than that of acme/${other}: in acme-test pods of both clusters are the same principals, so that those of one could be given the rights of the other. Give each a project of its own, or let both run in one cluster (cluster.existing)`;
  const existing = (name: string, location?: string) => ({
    cluster: { version: null, nodePools: null, existing: { google: { name, location } } },
  });

  it.each([
    ['the first has rights', withRights, {}],
    ['the second has', {}, withRights],
    ['one is an existing cluster', withRights, existing('other')],
    ['one is a cluster of that name elsewhere', existing('acme-b-cluster', 'us-east1'), withRights],
  ])('are refused where %s', (_, one, other) => {
    expect(problemsOf(inProject('a', one), inProject('b', other))).toEqual([message('b', 'a')]);
  });

  it.each([
    ['nothing has rights', {}, {}],
    ['the other has no cluster', withRights, { cluster: null }],
    ['the other has no workload identity', withRights, { cluster: { workloadIdentity: false } }],
    ['both are one', withRights, existing('acme-a-cluster')],
    ['projects differ', withRights, { targets: { google: { project: 'acme-other' } } }],
  ])('are accepted where %s', (_, one, other) => {
    expect(problemsOf(inProject('a', one), inProject('b', other))).toEqual([]);
  });

  it('are named once each, whatever the number of neighbours', () => {
    const all = ['a', 'b', 'c'].map((environment) => inProject(environment, withRights));
    expect(problemsOf(...all)).toEqual([message('b', 'a'), message('c', 'a')]);
  });
});
