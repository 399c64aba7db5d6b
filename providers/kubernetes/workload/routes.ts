/** Routes of a workload: an HTTPRoute per host, on the environment's gateway. */
import { GATEWAY_API, parentOf, recordsElsewhere } from '../../../constructs/addons/gateway/routes';
import { portOf } from '../../../constructs/workload/ports';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, partName, type WorkloadContext } from './context';
import { previewName } from './service';

type Route = WorkloadProps['routes'][number];

/** Longest name of an object. Unlike other names, it is not the value of a label. */
const NAME_LENGTH = 253;

/**
 * `acme-web-shop--example--com`: without dots, because Envoy's metrics cut the name at the first one:
 * github.com/envoyproxy/gateway/issues/9576. It is unique, because ids do not hold two hyphens in a row.
 */
export const routeName = (workload: Pick<WorkloadContext, 'name'>, host: string): string =>
  partName(workload, host.replace('*', 'any').replaceAll('.', '--'), NAME_LENGTH);

/** Hosts of the workload's routes, without repetitions. */
export const hostsOf = ({ routes }: WorkloadProps): string[] => [...new Set(routes.map(({ host }) => host))];

export const httpRoutes = (workload: WorkloadContext): Manifest[] =>
  hostsOf(workload.props).map((host) => ({
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: { ...metadataOf(workload, routeName(workload, host)), ...recordsElsewhere(workload.environment) },
    spec: {
      parentRefs: [parentOf(host, workload.environment)],
      hostnames: [host],
      rules: workload.props.routes.filter((route) => route.host === host).map((route) => ruleOf(workload, route)),
    },
  }));

function ruleOf(workload: WorkloadContext, { path, port, timeoutSeconds }: Route): object {
  const { service } = portOf(workload.props, port);
  const canary = workload.props.rollout.strategy === 'canary' ? previewName(workload) : undefined;
  return {
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    timeouts: { request: `${timeoutSeconds}s` },
    backendRefs:
      canary === undefined
        ? [{ name: workload.name, port: service }]
        : // Argo Rollouts moves the weights.
          [
            { name: workload.name, port: service, weight: 100 },
            { name: canary, port: service, weight: 0 },
          ],
  };
}
