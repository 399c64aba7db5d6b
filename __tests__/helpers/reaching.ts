/** Tries all calls in a cluster, and compares the answers with what the environment implies. */
import { plan } from '../../app/plan/plan';
import type { AddonKey } from '../../constructs/addons/schema';
import { isBehindCdn } from '../../constructs/cdn/before';
import { isManaged } from '../../constructs/environment/managed';
import type { Environment, EnvironmentInput } from '../../constructs/environment/schema';
import { usersNamespace } from '../../constructs/managed-postgres/users';
import { planSubnets } from '../../constructs/network/subnets';
import { present } from '../../core/invariant';
import { nameInCluster } from '../../core/names-in-cluster';
import { patch } from '../../core/patch';
import { providers } from '../../providers';
import { type CloudName, CLOUDS } from './environments';
import { platformOn } from './platform';
import { API_SERVER, KUBELET, Reach } from './reach';
import { Implied, WEBHOOKS } from './reach-edges';
import { type Actor, actorsOf, strimziPolicies } from './reach-pods';

const meshOf = (input: EnvironmentInput): string[] => Object.keys(input.namespaces ?? {});

/** An environment with other namespaces in the mesh; with none, without Istio. */
const withMesh = (input: EnvironmentInput, namespaces: readonly string[]): EnvironmentInput =>
  patch(input, { addons: { istio: namespaces.length > 0 ? { namespaces } : null } }) as EnvironmentInput;

/** Where each cloud gives pods their identity, and answers names on the node; and where it must not be asked. */
const ENDPOINTS: Readonly<
  Record<CloudName, { identity: [string, number][]; names: string[]; never: [string, number][] }>
> = {
  aws: {
    identity: [['169.254.170.23', 80]],
    names: [],
    never: [['169.254.169.254', 80], ['169.254.169.253', 53], ['169.254.20.10', 53]],
  },
  google: {
    identity: [['169.254.169.254', 80], ['169.254.169.252', 988]],
    names: ['169.254.20.10'],
    never: [['169.254.169.254', 53]],
  },
  azurerm: {
    identity: [],
    names: ['169.254.10.10', '169.254.10.11'],
    never: [['169.254.169.254', 80], ['168.63.129.16', 53]],
  },
}; // prettier-ignore

/** A node, whose address no range means to Cilium. */
const NODE = { address: '198.51.100.7' };
const INTERNET = { address: '203.0.113.10' };
/** Kubernetes' API, in the range of services. */
const KUBERNETES = { address: '172.20.0.1' };

interface Tried {
  /** Calls that were tried. */
  readonly count: number;
  /** Calls whose answer is not the one that the environment implies. */
  readonly wrong: readonly string[];
}

/** The pods of an environment on a cloud, and what they may call. */
function inCluster(cloud: CloudName, input: EnvironmentInput) {
  const platform = platformOn(cloud, input);
  const planned = present(
    plan([input], providers).plans.find((one) => one.cloud.name === cloud),
    cloud,
  );
  const { environment, addonNamespaces, addons } = planned;
  const reach = new Reach([...platform.manifests, ...strimziPolicies(platform.manifests)]);
  const actors = actorsOf(platform, addonNamespaces, addons.map(({ key }) => key), usersNamespace(environment)); // prettier-ignore
  return { environment, addonNamespaces, reach, actors };
}

/** Who may call each port, in clouds where it differs. */
function edgesOf(input: EnvironmentInput): string[] {
  const clouds = CLOUDS.filter((cloud) => input.targets[cloud] !== undefined);
  const callers = new Map<string, Map<string, CloudName[]>>();
  for (const cloud of clouds) {
    const { environment, reach, actors } = inCluster(cloud, input);
    for (const to of actors)
      for (const port of to.listens) {
        const target = `${to.namespace}/${to.role}:${port}`;
        const ofTarget = callers.get(target) ?? new Map<string, CloudName[]>();
        callers.set(target, ofTarget);
        for (const from of actors)
          if (from !== to && reach.may(from, to, port)) {
            const name = `${from.namespace}/${from.role}`;
            ofTarget.set(name, [...(ofTarget.get(name) ?? []), cloud]);
          }
      }
    for (const [target, address, port] of addressesOf(cloud, environment)) {
      const ofTarget = callers.get(target) ?? new Map<string, CloudName[]>();
      callers.set(target, ofTarget);
      for (const from of actors)
        if (reach.may(from, { address }, port)) {
          const name = `${from.namespace}/${from.role}`;
          const on = ofTarget.get(name) ?? [];
          ofTarget.set(name, on.includes(cloud) ? on : [...on, cloud]);
        }
    }
  }
  return [...callers]
    .map(([target, ofTarget]) => {
      const names = [...ofTarget].map(([name, on]) =>
        on.length < clouds.length ? `${name} (${on.join(', ')})` : name,
      );
      return [`${target} ←`, ...names.sort()].join('\n    ');
    })
    .sort();
}

/** Addresses outside of the cluster, by what they are: who may call them is part of the list, alike on every cloud. */
function addressesOf(cloud: CloudName, environment: Environment): [target: string, address: string, port: number][] {
  const { identity, never } = ENDPOINTS[cloud];
  const { databases, caches } = serversOf(cloud, environment);
  const all = (target: string, ends: readonly (readonly [string, number])[]) =>
    ends.map(([address, port]): [string, string, number] => [`${target}:${port}`, address, port]);
  return [
    ...all('(identity)', identity),
    ...all('(metadata)', never),
    ...all('(databases)', databases.map((address) => [address, 5432])), // prettier-ignore
    ...all('(caches)', caches.map((address) => [address, 6379])), // prettier-ignore
    ...all('(internet)', [[INTERNET.address, 443]]),
    ...all('(nodes)', [[NODE.address, 10_250]]),
  ];
}

/** Ports of the gateway's proxies that everybody may call: those of clients, unless the cloud says from where its load balancer calls. */
function openPorts(cloud: CloudName, { loadBalancer }: Environment): readonly number[] {
  if (!loadBalancer) return [10_080, 10_443];
  return cloud === 'azurerm' ? [10_443] : [];
}

/** From where the cloud's load balancer calls. */
function balancerOf(cloud: CloudName, environment: Environment): { address: string } | undefined {
  const { loadBalancer, network } = environment;
  if (!loadBalancer) return undefined;
  const tier = isBehindCdn(environment) ? 'private' : 'public';
  const [range = ''] = isManaged(network) ? planSubnets(network)[tier] : [];
  return { google: { address: '35.191.0.9' }, aws: { address: firstOf(range) }, azurerm: INTERNET }[cloud];
}

const firstOf = (cidr: string): string => cidr.replace(/\d+\/.*$/, '9');

function tried(cloud: CloudName, input: EnvironmentInput): Tried {
  const { environment, addonNamespaces, reach, actors } = inCluster(cloud, input);
  const open = openPorts(cloud, environment);
  const balancer = balancerOf(cloud, environment);
  const implied = new Implied(environment, addonNamespaces, (actor) => reach.isInMesh(actor), open);
  const wrong: string[] = [];
  let count = 0;
  const check = (what: string, expected: boolean | undefined, may: boolean) => {
    if (expected === undefined) return;
    count += 1;
    if (may !== expected) wrong.push(`${what} ${expected ? 'may not' : 'may'}`);
  };
  for (const to of actors)
    for (const port of to.listens) {
      for (const from of actors)
        check(`${from.namespace}/${from.role} → ${to.namespace}/${to.role}:${port}`, implied.may(from, to, port), reach.may(from, to, port)); // prettier-ignore
      check(`kubelet → ${to.namespace}/${to.role}:${port}`, true, reach.may(KUBELET, to, port));
      if (to.addon && WEBHOOKS.includes(port)) check(`API → ${to.role}:${port}`, true, reach.may(API_SERVER, to, port));
      if (to.role === 'addon:proxies') {
        check(`clients → ${to.role}:${port}`, open.includes(port), reach.may(INTERNET, to, port));
        if (balancer) check(`balancer → ${to.role}:${port}`, port === 10_443, reach.may(balancer, to, port));
      }
    }
  for (const from of actors) outside(from, { cloud, environment, implied, reach, check });
  return { count, wrong };
}

interface Outside {
  readonly cloud: CloudName;
  readonly environment: Environment;
  readonly implied: Implied;
  readonly reach: Reach;
  readonly check: (what: string, expected: boolean | undefined, may: boolean) => void;
}

/** Calls to addresses: databases, caches, the cloud, DNS, Kubernetes' API, the internet. */
function outside(from: Actor, { cloud, environment, implied, reach, check }: Outside): void {
  if (from.addon) return outsideOfAddon(from, from.addon, { cloud, environment, implied, reach, check });
  const isClosed = implied.isClosed(from);
  // A pod that nobody has heard of may do in the namespace of an add-on what the add-on may.
  if (from.role === 'stranger' && isClosed && implied.ofAddons(from.namespace).length > 0) return;
  const [, workload] = implied.workloadOf(from) ?? [];
  const isExporter = from.namespace.endsWith('-exporters') && from.role.startsWith('workload:');
  const endpoints = ENDPOINTS[cloud];
  const appliesCrds = from.role.startsWith('crds:');
  const to = (address: string, port: number, expected: boolean | undefined, protocol: 'TCP' | 'UDP' = 'TCP') =>
    check(`${from.namespace}/${from.role} → ${address}:${port}`, isClosed ? expected : true, reach.may(from, { address }, port, protocol)); // prettier-ignore
  const ranges = (workload?.calls ?? []).some((peer) => typeof peer === 'object' && 'cidr' in peer);
  const writesBackups = Object.entries(environment.clickHouseClusters).some(
    ([id, { backups }]) => backups && from.role === `click-house:${nameInCluster(environment, id)}`,
  );
  const hasAccess = (workload?.access.length ?? 0) > 0 || writesBackups;
  const read = new Set(
    workload
      ? [...Object.values(workload.secretEnv), ...Object.values(workload.secretFiles)].map((value) => value.from)
      : [],
  );
  const queue = workload?.autoscaling?.queue;
  if (queue && 'redis' in queue) read.add(queue.redis.cache);
  const reads = (all: object) => Object.keys(all).some((id) => read.has(id));
  for (const [address, port] of endpoints.identity) to(address, port, appliesCrds ? undefined : hasAccess);
  for (const [address, port] of endpoints.never) to(address, port, false);
  for (const address of endpoints.names) to(address, 53, !implied.isNodes(from.namespace), 'UDP');
  const unlessRanges = (expected: boolean) => (ranges ? undefined : expected);
  const isKafka = from.role.startsWith('kafka-');
  const keepsUsers = from.role.startsWith('database-users:');
  // On Azure, only who signs in by Entra ID may admit others that do.
  const signsIn =
    cloud === 'azurerm' &&
    Object.entries(environment.databases).some(
      ([id, { users }]) =>
        from.role === `database-users:${nameInCluster(environment, `users-${id}`)}` &&
        Object.values(users).some(({ login }) => login === 'identity'),
    );
  const callsOut = workload?.calls.includes('internet') ?? false;
  to(INTERNET.address, 443, unlessRanges(callsOut || hasAccess || isKafka || appliesCrds || signsIn));
  to(INTERNET.address, 25, unlessRanges(false));
  to(KUBERNETES.address, 443, unlessRanges(hasAccess || isKafka || appliesCrds || signsIn));
  const servers = serversOf(cloud, environment);
  for (const address of servers.databases) to(address, 5432, isExporter ? undefined : unlessRanges(keepsUsers || reads(environment.databases))); // prettier-ignore
  for (const address of servers.caches) to(address, 6379, isExporter || appliesCrds ? undefined : unlessRanges(reads(environment.caches))); // prettier-ignore
  check(
    `${from.role} → DNS`,
    !implied.isNodes(from.namespace),
    reach.may(from, { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }, 53, 'UDP'),
  );
}

/** Add-ons with an identity in the cloud. */
const WITH_RIGHTS: readonly AddonKey[] = ['externalSecrets', 'externalDns', 'certManager', 'loki', 'tempo', 'telemetry', 'velero', 'trivy', 'loadBalancerController', 'clusterAutoscaler']; // prettier-ignore

/** The same of a chart's pods: of one add-on, they may do what any of its namespace may. */
function outsideOfAddon(from: Actor, addon: AddonKey, { cloud, environment, implied, reach, check }: Outside): void {
  const isClosed = implied.isClosed(from);
  const neighbours = implied.ofAddons(from.namespace).filter((key) => key !== addon);
  const isProxy = from.role === 'addon:proxies';
  const may = (allowed: readonly AddonKey[]): boolean | undefined =>
    allowed.includes(addon) || (neighbours.some((key) => allowed.includes(key)) ? undefined : false);
  const to = (address: string, port: number, expected: boolean | undefined, protocol: 'TCP' | 'UDP' = 'TCP') =>
    check(`${from.namespace}/${from.role} → ${address}:${port}`, isClosed ? expected : true, reach.may(from, { address }, port, protocol)); // prettier-ignore
  const { identity, names, never } = ENDPOINTS[cloud];
  for (const [address, port] of identity) to(address, port, may(WITH_RIGHTS));
  for (const [address, port] of never) to(address, port, false);
  for (const address of names) to(address, 53, true, 'UDP');
  to(INTERNET.address, 443, !isProxy);
  to(KUBERNETES.address, 443, !isProxy);
  to(INTERNET.address, 53, may(['certManager']), 'UDP');
  to(INTERNET.address, 22, may(['argoCd']));
  to(INTERNET.address, 587, environment.addons.monitoring?.smtp?.port === 587 ? may(['monitoring']) : false);
  to(NODE.address, 10_250, ['addon:prometheus', 'addon:datadog'].includes(from.role) || addon === 'metricsServer');
  const measured = Object.values(environment.workloads).some(({ autoscaling }) => autoscaling?.queue && 'redis' in autoscaling.queue); // prettier-ignore
  const servers = serversOf(cloud, environment);
  for (const address of servers.databases) to(address, 5432, false);
  for (const address of servers.caches) to(address, 6379, measured ? may(['keda']) : false);
  const dns = { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
  check(`${from.role} → DNS`, true, reach.may(from, dns, 53, 'UDP'));
}

/** An address of databases and one of caches. */
function serversOf(cloud: CloudName, { network, targets }: Environment) {
  const prefix = 'cidr' in network ? network.cidr.replace(/\.\d+\.\d+\/.*$/, '') : '';
  const tier = `${prefix}.192.5`;
  if (cloud === 'aws') return { databases: [tier], caches: [tier] };
  if (cloud === 'azurerm') return { databases: [tier], caches: [`${prefix}.224.5`] };
  const services = targets.google?.servicesCidr.replace(/\.0\/.*$/, '.5') ?? '';
  return { databases: [services], caches: [tier] };
}

/** Tests of environments: each pod with each port of each other, with and without a mesh, on every cloud. */
export function reachesWhatItShould(inputs: readonly EnvironmentInput[]): void {
  const cases = inputs.flatMap((input) =>
    CLOUDS.filter((cloud) => input.targets[cloud] !== undefined).flatMap((cloud) => {
      const name = `${input.system}/${input.environment}`;
      return [
        [name, 'without a mesh', cloud, withMesh(input, [])] as const,
        [name, 'with a mesh', cloud, withMesh(input, meshOf(input))] as const,
        ...(input.addons?.istio ? [[name, 'as written', cloud, input] as const] : []),
      ];
    }),
  );

  it.each(cases)('in %s %s on %s, each may call what it should, and nothing else', (_name, _mesh, cloud, input) => {
    const { count, wrong } = tried(cloud, input);
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });

  it('lets nobody else call a pod in production than before', () => {
    const production = present(
      inputs.find(({ environment }) => environment === 'production'),
      'production',
    );
    expect(edgesOf(production).join('\n')).toMatchSnapshot();
  });
}
