/** Rules of the ways in from outside. */
import { listed, needsAddon } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import { portOf, type WorkloadProps } from '../schema';
import { portProblem, type WorkloadContext } from './context';

type Route = WorkloadProps['routes'][number];

const isInZone = ({ host }: Route, { dnsZones }: Environment): boolean =>
  Object.values(dnsZones).some(({ domain }) => host === domain || host.endsWith(`.${domain}`));

const same = (a: Route, b: Route): boolean => a.host === b.host && a.path === b.path;

/** Who else claims a route: a workload that comes before, so that it is told once, or the workload itself once more. */
function claimed(route: Route, index: number, { environment, id }: WorkloadContext): string | undefined {
  return Object.entries(environment.workloads).find(([other, { routes }]) =>
    routes.some((one, at) => same(one, route) && (other < id || (other === id && at < index))),
  )?.[0];
}

export const routeRules: RuleTable<WorkloadProps, WorkloadContext> = [
  needsAddon('routes', 'gateway', ({ routes }) => routes.length > 0, 'which requests come in by'),
  forEach(
    (props: WorkloadProps) => props.routes.map((route, index) => [`routes.${index}`, { route, index, props }] as const),
    [
      {
        code: 'port',
        property: 'port',
        check: ({ route, props }) =>
          portProblem(props, route.port) !== undefined && `leads to nothing: ${portProblem(props, route.port)}`,
      },
      {
        code: 'port-2',
        property: 'port',
        check: ({ route, props }) =>
          portOf(props, route.port)?.service === false &&
          `leads to nothing: the port "${portOf(props, route.port)?.name}" has no service, since ports.${portOf(props, route.port)?.name}.service is false`,
      },
      {
        code: 'port-3',
        property: 'port',
        check: ({ route, props }) =>
          ['tcp', 'udp'].includes(portOf(props, route.port)?.protocol ?? '') &&
          `must name a port whose protocol is http or grpc, got "${portOf(props, route.port)?.name}", which is ${portOf(props, route.port)?.protocol}`,
      },
      {
        code: 'host',
        property: 'host',
        check: ({ route }, { environment }) =>
          !isInZone(route, environment) &&
          `must be inside one of the environment's dnsZones ${listed(Object.values(environment.dnsZones).map(({ domain }) => domain))}, got ${route.host}`,
        standsOn: () => ['dnsZones'],
      },
      {
        code: 'whole',
        property: '',
        check: ({ route, index }, context) => {
          if (!(claimed(route, index, context) !== undefined)) return undefined;
          const other = claimed(route, index, context);
          const who = other === context.id ? 'another route' : `workload "${other}"`;
          return `must have a host and path of its own: ${route.host}${route.path} is claimed by ${who} too`;
        },
      },
    ],
  ),
];
