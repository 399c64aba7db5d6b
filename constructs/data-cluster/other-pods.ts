/** Pods that an environment does not name: neither those of its workloads nor those of its data clusters. */
import type { LabelSelector } from 'kubernetes-types/meta/v1';

import { nameInCluster } from '../../core/names-in-cluster';
import type { Environment } from '../environment/schema';
import { clustersIn } from './clusters';
import { clusterPods } from './pods';

/** Selects the pods of a namespace that come from elsewhere, such as charts; named ones have policies of their own. */
export function otherPods(environment: Environment, namespace: string): LabelSelector {
  const workloads = Object.entries(environment.workloads)
    .filter(([, workload]) => workload.namespace === namespace)
    .map(([id]) => ({ 'app.kubernetes.io/name': nameInCluster(environment, id) }));
  const clusters = clustersIn(environment, [namespace]).flatMap(({ record, id }) =>
    clusterPods(environment, record, id).map(({ pods }) => pods),
  );
  const values = new Map<string, string[]>();
  for (const [key, value] of [...workloads, ...clusters].flatMap((labels) => Object.entries<string>(labels)))
    values.set(key, [...(values.get(key) ?? []), value]);
  const expressions = [...values].map(([key, names]) => ({ key, operator: 'NotIn', values: names }));
  return expressions.length > 0 ? { matchExpressions: expressions } : {};
}
