/** Rules of a workload's routes from outside the cluster. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { hostInZone } from '../../dns-zone/host-rule';
import { type InClusterContext, needsAddon } from '../../environment/in-cluster-rules';
import { findPort } from '../ports';
import type { WorkloadProps } from '../schema';
import { otherProtocol, unknownPort } from './ports';

type Route = WorkloadProps['routes'][number];
type IndexedRoute = Route & { readonly index: number };

/**
 * The workload that claims a route already: an earlier one, so that the clash is reported once, or the same one by an
 * earlier route.
 */
function claimant(route: IndexedRoute, { environment, id }: InClusterContext): string | undefined {
  const claims = ([other, { routes }]: [string, WorkloadProps]): boolean =>
    routes.some(
      ({ host, path }, index) =>
        host === route.host && path === route.path && (other < id || (other === id && index < route.index)),
    );
  return Object.entries(environment.workloads).find(claims)?.[0];
}

const indexed = ({ routes }: WorkloadProps) =>
  routes.map((route, index) => [`routes.${index}`, { ...route, index }] as const);

export const routeRules: RuleTable<WorkloadProps, InClusterContext> = [
  needsAddon('routes', 'gateway', ({ routes }) => routes.length > 0, 'which receives the requests'),
  forEach<WorkloadProps, IndexedRoute, InClusterContext>(indexed, [
    {
      code: 'route-port-unknown',
      says: 'must name one of ports (…), got …',
      property: 'port',
      check: ({ port }, _, props) => unknownPort(props, port),
    },
    {
      code: 'route-port-without-service',
      property: 'port',
      check: ({ port: name }, _, props) => {
        const port = findPort(props, name);
        return (
          port?.service === false &&
          `must name a port with a service, got "${port.name}", whose ports.${port.name}.service is false`
        );
      },
    },
    {
      code: 'route-port-protocol',
      says: 'must name a port whose protocol is …, got …',
      property: 'port',
      check: ({ port }, _, props) => otherProtocol(props, port, ['http', 'grpc']),
    },
    {
      code: 'route-grpc-behind-balancer',
      property: 'port',
      check: ({ port: name }, { environment: { loadBalancer } }, props) => {
        const port = findPort(props, name);
        return (
          loadBalancer !== undefined &&
          port?.protocol === 'grpc' &&
          `must not lead to gRPC, got "${port.name}": the loadBalancer speaks HTTP/1.1 with the gateway. Take a port of protocol http, or remove loadBalancer`
        );
      },
      standsOn: () => ['loadBalancer'],
    },
    hostInZone('host', ({ host }) => host),
    {
      code: 'route-taken',
      property: '',
      check: (route, context) => {
        const other = claimant(route, context);
        const owner = other === context.id ? 'another route' : `workload "${other}"`;
        return (
          other !== undefined &&
          `must have a host and path of its own, got ${route.host}${route.path}, which ${owner} has too`
        );
      },
    },
  ]),
];

/** Routes that wait longer than what stands before the gateway. */
export const routeWarnings: RuleTable<WorkloadProps, InClusterContext> = [
  forEach<WorkloadProps, IndexedRoute, InClusterContext>(indexed, [
    {
      code: 'route-timeout-above-balancer',
      property: 'timeoutSeconds',
      check: ({ timeoutSeconds }, { environment: { loadBalancer } }) =>
        loadBalancer !== undefined &&
        timeoutSeconds > loadBalancer.idleSeconds &&
        `is ${timeoutSeconds}, more than loadBalancer.idleSeconds ${loadBalancer.idleSeconds}: on AWS and Azure an answer of which nothing comes for so long is given up before. Raise idleSeconds, unless bytes come all the time`,
      standsOn: () => ['loadBalancer'],
    },
  ]),
];
