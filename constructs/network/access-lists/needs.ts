/** What cannot work without a list that lets it through: nodes, what an environment says that it calls, and who calls it. */
import { isPrivate } from '../../../core/cidr';
import { isManaged } from '../../environment/managed';
import type { Environment } from '../../environment/schema';
import { POD_PORT, POD_PORTS } from '../../load-balancer/origin';
import type { NetworkProps } from '../schema';
import { EVERYWHERE, type Flow, type Ports } from './lists';
import type { Tier } from './schema';

export interface Need extends Pick<Flow, 'direction' | 'protocol' | 'ports'> {
  readonly tier: Tier;
  /** The other end: a range, or a tier. */
  readonly peer: string;
  /** What needs it, as a sentence. */
  readonly why: string;
}

/** Where a cloud has databases or caches. */
interface Stores {
  readonly ports: readonly number[];
  /** Whether they are in the database tier, whose list they are called by. */
  readonly inTier: boolean;
}

/** How a cloud differs. */
export interface CloudNeeds {
  readonly stores: Readonly<Record<'databases' | 'caches', Stores>>;
}

const HTTPS = 443;
const DNS = 53;
/** Of pods that do not run as root: kubelets, webhooks, the mesh, workloads. */
const UNPRIVILEGED: Ports = [1024, 65_535];

const one = (port: number): Ports => [port, port];

/** A call from one tier to another, which both lists must let through. */
const between = (from: Tier, to: Tier, call: Pick<Need, 'protocol' | 'ports' | 'why'>): Need[] => [
  { ...call, tier: from, direction: 'out', peer: to },
  { ...call, tier: to, direction: 'in', peer: from },
];

/** A call of the private tier to an address, which passes the public tier if it is on the internet. */
function outward({ nat }: NetworkProps, peer: string, call: Pick<Need, 'protocol' | 'ports' | 'why'>): Need[] {
  const passesNat = nat !== 'none' && !isPrivate(peer);
  return [
    { ...call, tier: 'private', direction: 'out', peer },
    ...(passesNat
      ? ([
          { ...call, tier: 'public', direction: 'in', peer: 'private' },
          { ...call, tier: 'public', direction: 'out', peer },
        ] as const)
      : []),
  ];
}

/** Nodes and their pods. */
function ofNodes(network: NetworkProps, { cluster }: Environment): Need[] {
  if (!cluster || !isManaged(cluster)) return [];
  const inside = (protocol: 'tcp' | 'udp', ports: Ports, why: string) =>
    between('private', 'private', { protocol, ports, why });
  return [
    ...inside('udp', one(DNS), 'pods ask the cluster for names there'),
    ...inside('tcp', one(DNS), 'pods ask the cluster for names there'),
    ...inside('tcp', one(HTTPS), 'nodes call the Kubernetes API there'),
    ...inside('tcp', UNPRIVILEGED, 'the Kubernetes API calls kubelets there, and pods call each other'),
    ...outward(network, EVERYWHERE, {
      protocol: 'tcp',
      ports: one(HTTPS),
      why: 'nodes fetch images from registries there, and call the APIs of the cloud',
    }),
  ];
}

/** What add-ons and workloads say that they call. */
function ofCallers(network: NetworkProps, { addons, workloads }: Environment): Need[] {
  const { certManager, githubRunners, monitoring } = addons;
  const out = (protocol: 'tcp' | 'udp', port: number, peer: string, why: string) =>
    outward(network, peer, { protocol, ports: one(port), why });
  const calls = Object.entries(workloads).flatMap(([id, { calls }]) =>
    calls.flatMap((peer) => (typeof peer === 'object' && 'cidr' in peer ? [[`workloads.${id}`, peer] as const] : [])),
  );
  return [
    ...(certManager
      ? (['udp', 'tcp'] as const).flatMap((protocol) =>
          out(protocol, DNS, EVERYWHERE, 'addons.certManager asks name servers there'),
        )
      : []),
    ...(monitoring?.smtp
      ? out('tcp', monitoring.smtp.port, EVERYWHERE, 'addons.monitoring.smtp sends mail there')
      : []),
    ...(githubRunners?.ports ?? []).flatMap((port) =>
      out('tcp', port, EVERYWHERE, 'addons.githubRunners.ports names it'),
    ),
    ...calls.flatMap(([id, { cidr, ports }]) =>
      ports.flatMap((port) => out('tcp', port, cidr, `${id}.calls names it`)),
    ),
  ];
}

/** Databases and caches, which the private tier calls. */
const ofStores = (environment: Environment, { stores }: CloudNeeds): Need[] =>
  (['databases', 'caches'] as const)
    .filter((kind) => Object.keys(environment[kind]).length > 0)
    .flatMap((kind) =>
      stores[kind].ports
        .flatMap((port) =>
          between('private', 'database', { protocol: 'tcp', ports: one(port), why: `${kind} are called there` }),
        )
        .filter(({ tier }) => tier === 'private' || stores[kind].inTier),
    );

/** The gateway, behind a load balancer in the public tier, or an internal one in the private tier. */
function ofGateway({ addons: { gateway }, loadBalancer }: Environment): Need[] {
  if (!gateway) return [];
  if (gateway.internal)
    return gateway.allowedCidrs.map((peer) => ({
      ...{ tier: 'private', direction: 'in', protocol: 'tcp', ports: one(HTTPS), peer },
      why: 'addons.gateway.allowedCidrs names it',
    }));
  return (loadBalancer ? [POD_PORT] : POD_PORTS).flatMap((port) =>
    between('public', 'private', { protocol: 'tcp', ports: one(port), why: 'load balancers call the gateway there' }),
  );
}

export const needsOf = (network: NetworkProps, environment: Environment, cloud: CloudNeeds): Need[] => [
  ...ofNodes(network, environment),
  ...ofCallers(network, environment),
  ...ofStores(environment, cloud),
  ...ofGateway(environment),
];
