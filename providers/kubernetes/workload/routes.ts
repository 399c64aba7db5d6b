/** Routes: where a workload is reached from outside: an HTTPRoute for each name, on the environment's gateway. */
import { GATEWAY_API, parentOf } from '../../../constructs/addons/gateway/routes';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { portOf, type WorkloadProps } from '../../../constructs/workload/schema';
import { metadataOf, partName, type Described } from './described';
import { besideName } from './service';

type Route = WorkloadProps['routes'][number];

/** The longest name of an object that is no label. */
const NAME_LENGTH = 253;

/**
 * `acme-web-shop--example--com`: Envoy's metrics are called by it, and end their name at the first dot:
 * github.com/envoyproxy/gateway/issues/9576. No other name holds two hyphens in a row.
 */
export const routeName = (workload: Pick<Described, 'name'>, host: string): string =>
  partName(workload, host.replace('*', 'any').replaceAll('.', '--'), NAME_LENGTH);

/** Names under which the workload is reached, each once. */
export const hostsOf = ({ routes }: WorkloadProps): string[] => [...new Set(routes.map(({ host }) => host))];

export const httpRoutes = (workload: Described): Manifest[] =>
  hostsOf(workload.props).map((host) => ({
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: metadataOf(workload, routeName(workload, host)),
    spec: {
      parentRefs: [parentOf(host)],
      hostnames: [host],
      rules: workload.props.routes.filter((route) => route.host === host).map((route) => ruleOf(workload, route)),
    },
  }));

function ruleOf(workload: Described, { path, port, timeoutSeconds }: Route): object {
  const { service } = portOf(workload.props, port)!;
  const beside = besideName(workload);
  const canary = workload.props.rollout.strategy === 'canary' ? beside : undefined;
  return {
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    timeouts: { request: `${timeoutSeconds}s` },
    backendRefs:
      canary === undefined
        ? [{ name: workload.name, port: service }]
        : // Argo Rollouts moves these.
          [
            { name: workload.name, port: service, weight: 100 },
            { name: canary, port: service, weight: 0 },
          ],
  };
}
