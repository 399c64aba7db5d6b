/** Proof that the lists of a network let through what an environment needs, and nothing that it must be kept from. */
import { plan } from '../../app/plan/plan';
import { isManaged } from '../../constructs/environment/managed';
import type { Environment, EnvironmentInput } from '../../constructs/environment/schema';
import { planSubnets } from '../../constructs/network/subnets';
import { host } from '../../core/cidr';
import { present } from '../../core/invariant';
import { providers } from '../../providers';
import { planTiers } from '../../providers/google/network/tiers';
import { type CloudName, CLOUDS, on } from './environments';
import { BALANCER_ADDRESS, type Connection, FRONT_DOOR_ADDRESS, type Lets, listsOf } from './packets';
import { synth } from './synth';

type Protocol = Connection['protocol'];

/** An address in each place, as the cloud has it. */
interface Places {
  readonly node: string;
  readonly otherNode: string;
  readonly pod: string;
  /** A pod's address for what is no pod. */
  readonly caller: string;
  /** In the public tier. */
  readonly open: string;
  readonly nat: string;
  readonly balancer: string;
  readonly database: string;
  readonly cache: string;
  readonly cachePort: number;
  /** The range of pods, and those of machines. */
  readonly pods: string;
  readonly machines: readonly string[];
}

const CLIENT = '203.0.113.7';
const SOMEBODY = '93.184.216.34';
const GOOGLES_FRONT_END = '35.191.0.9';

const at = (ranges: readonly string[], index: number, offset: number): string =>
  host(present(ranges[index] ?? ranges[0], 'a range'), offset);

function placesOn(cloud: CloudName, { network, targets }: Environment): Places {
  if (!isManaged(network)) throw new Error('the network is not made here');
  const tiers = cloud === 'google' ? planTiers(network) : planSubnets(network);
  const common = {
    node: at(tiers.private, 0, 9),
    otherNode: at(tiers.private, 1, 19),
    open: at(tiers.public, 0, 9),
    nat: at(tiers.public, 0, 8),
    machines: [...tiers.private, ...tiers.public],
  };
  switch (cloud) {
    case 'aws': {
      const [database, cache] = [at(tiers.database, 0, 9), at(tiers.database, 1, 19)];
      const pods = present(tiers.private[1], 'a second zone');
      const pod = host(pods, 29);
      return { ...common, pods, pod, caller: pod, balancer: common.open, database, cache, cachePort: 6379 };
    }
    case 'google': {
      const { podCidr: pods, servicesCidr } = present(targets.google, 'google');
      const pod = host(pods, 9);
      const [database, cache] = [host(servicesCidr, 9), host(servicesCidr, 19)];
      return { ...common, pods, pod, caller: pod, balancer: BALANCER_ADDRESS, database, cache, cachePort: 6378 };
    }
    case 'azurerm': {
      const { podCidr: pods } = present(targets.azurerm, 'azurerm');
      const pod = host(pods, 9);
      const [database, cache] = [at(tiers.database, 0, 9), host(planSubnets(network).services, 9)];
      // Pods have the addresses of their nodes for what is no pod.
      const caller = common.node;
      return { ...common, pods, pod, caller, balancer: BALANCER_ADDRESS, database, cache, cachePort: 10_000 };
    }
  }
}

const calls = (from: string, to: string, ports: readonly (number | [Protocol, number])[], via?: string): Connection[] =>
  ports.map((port) => {
    const [protocol, number] = typeof port === 'number' ? (['tcp', port] as const) : port;
    return { from, to, protocol, port: number, ...(via !== undefined && { via }) };
  });

/** Who calls the gateway, and from where. */
function entering(cloud: CloudName, { balancer, pod, open }: Places, hasBalancer: boolean): Connection[] {
  if (cloud === 'aws')
    return [
      ...calls(CLIENT, open, [80, 443]),
      ...calls(open, pod, [10_443]),
      // A load balancer for TCP leaves clients their addresses.
      ...(hasBalancer ? [] : [...calls(open, pod, [10_080]), ...calls(CLIENT, pod, [10_080, 10_443], open)]),
    ];
  if (!hasBalancer) return calls(CLIENT, balancer, [80, 443]);
  return cloud === 'google' ? calls(GOOGLES_FRONT_END, pod, [10_443]) : calls(FRONT_DOOR_ADDRESS, balancer, [443]);
}

interface Flow {
  readonly what: string;
  readonly lets: boolean;
  readonly connections: readonly Connection[];
}

function flowsOn(cloud: CloudName, environment: Environment, places: Places): Flow[] {
  const { node, otherNode, pod, caller, open, nat, balancer, database, cache, cachePort } = places;
  const flow = (what: string, lets: boolean, ...connections: Connection[][]): Flow => ({
    what,
    lets,
    connections: connections.flat(),
  });
  // Lists of AWS cannot tell other ports from answers; nothing leads to these addresses from the internet.
  const others = cloud === 'aws' ? [] : [3306, 8443, 10_250];
  const hasBalancer = environment.loadBalancer !== undefined;
  return [
    flow('clients reach the gateway', true, entering(cloud, places, hasBalancer)),
    flow(
      'nodes and pods ask the cluster for names',
      true,
      calls(node, pod, [['udp', 53], 53]),
      calls(otherNode, node, [['udp', 53]]),
    ),
    flow(
      'the Kubernetes API and nodes reach each other',
      true,
      calls(node, otherNode, [443]),
      calls(otherNode, node, [10_250]),
    ),
    flow(
      'webhooks, the mesh and pods are reached',
      true,
      calls(otherNode, pod, [9443, 15_008, 8080]),
      calls(pod, node, [10_250]),
    ),
    flow('nodes reach registries and the cloud', true, calls(node, SOMEBODY, [443], nat)),
    flow(
      'pods reach mail, Git, clocks and name servers',
      true,
      calls(node, SOMEBODY, [587, 22, ['udp', 123], ['udp', 53], 53], nat),
    ),
    flow(
      'pods reach databases and caches',
      true,
      calls(caller, database, [5432]),
      calls(node, database, [5432]),
      calls(caller, cache, [cachePort]),
    ),
    flow(
      'the internet reaches no node',
      false,
      calls(CLIENT, node, [22, 80, 443, ...others]),
      calls(CLIENT, pod, [22, ...others]),
    ),
    flow('the internet reaches nothing else of load balancers', false, calls(CLIENT, balancer, [22, 25, ...others])),
    flow('the public tier reaches no database', false, calls(open, database, [5432]), calls(open, cache, [cachePort])),
    // Google's services have no machines in the network: nothing leads to them from the internet, and they call nothing.
    ...(cloud === 'google'
      ? []
      : [
          flow(
            'the internet reaches no database',
            false,
            calls(CLIENT, database, [5432]),
            calls(CLIENT, cache, [cachePort]),
          ),
          flow('databases reach nobody', false, calls(database, SOMEBODY, [80, 443]), calls(database, node, [22, 443])),
        ]),
  ];
}

const said = ({ from, to, via, protocol, port }: Connection): string =>
  `${from} → ${to}${via === undefined ? '' : ` by ${via}`}, ${protocol} ${port}`;

interface Decided {
  readonly flows: readonly Flow[];
  readonly places: Places;
  readonly lets: Lets;
}

/** The flows of an environment on a cloud, and how its lists decide. */
export function decided(cloud: CloudName, input: EnvironmentInput): Decided {
  const alone = on(cloud, input);
  const { environment } = present(plan([alone], providers).plans[0], 'a plan');
  const places = placesOn(cloud, environment);
  const stack = present(synth(alone)[`${input.system}-${input.environment}-${cloud}`], 'the stack');
  const lets = listsOf(cloud, stack, { pods: places.pods, nodes: places.machines });
  return { flows: flowsOn(cloud, environment, places), places, lets };
}

/** Tests of environments: every flow on every cloud. */
export function flowsAsItShould(inputs: readonly EnvironmentInput[]): void {
  const cases = inputs.flatMap((input) =>
    CLOUDS.filter((cloud) => input.targets[cloud] !== undefined).map(
      (cloud) => [`${input.system}/${input.environment}`, cloud, input] as const,
    ),
  );

  it.each(cases)('in %s on %s, lists let through what is needed and nothing else', (_name, cloud, input) => {
    const { flows, lets } = decided(cloud, input);
    const wrong = flows.flatMap((flow) =>
      flow.connections
        .filter((connection) => lets(connection) !== flow.lets)
        .map((connection) => `${flow.what}: ${said(connection)}`),
    );
    expect(wrong).toEqual([]);
    expect(flows.flatMap(({ connections }) => connections).length).toBeGreaterThan(30);
  });
}
