/** Logs of containers on Google: what GKE sends, and the bucket that keeps it instead of the project's default. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Stack, synth } from '../../../helpers/synth';

const stackOf = (containers: object | false): Stack =>
  Object.values(
    synth(
      on('google', wholeWith({ cluster: { logs: { containers } }, databases: null, caches: null, objectStores: null })),
    ),
  )[0]!;
const componentsOf = (stack: Stack): unknown =>
  stack.resource('google_container_cluster.cluster').logging_config.enable_components;
const CONTROL_PLANE = ['APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER'];
const OF_CLUSTER =
  'resource.type=("k8s_container") AND resource.labels.cluster_name="acme-test-cluster" AND resource.labels.location="us-central1"';

it('are kept nowhere unasked: GKE sends those of its own components alone', () => {
  const stack = stackOf(false);
  expect(componentsOf(stack)).toEqual(['SYSTEM_COMPONENTS', ...CONTROL_PLANE]);
  expect(stack.addresses().filter((address) => address.includes('container_logs'))).toEqual([]);
});

it('are kept in a bucket of their own, before GKE sends any, and not a second time in the default one', () => {
  const stack = stackOf({ retentionDays: 60 });
  expect(componentsOf(stack)).toEqual(['SYSTEM_COMPONENTS', 'WORKLOADS', ...CONTROL_PLANE]);
  expect(stack.resource('google_logging_project_bucket_config.cluster_container_logs').retention_days).toBe(60);
  expect(stack.resource('google_logging_project_sink.cluster_container_logs_log_sink').filter).toBe(OF_CLUSTER);
  expect(stack.resource('google_logging_project_exclusion.cluster_container_logs_log_exclusion').filter).toBe(
    OF_CLUSTER,
  );
  expect(stack.resource('google_container_cluster.cluster').depends_on).toContain(
    'google_logging_project_sink.cluster_container_logs_log_sink',
  );
});

it('leave out namespaces, which are kept in neither bucket', () => {
  const stack = stackOf({ excludeNamespaces: ['kube-system', 'monitoring'] });
  expect(stack.resource('google_logging_project_sink.cluster_container_logs_log_sink').filter).toBe(
    `${OF_CLUSTER} AND NOT (resource.labels.namespace_name=("kube-system" OR "monitoring"))`,
  );
  expect(stack.resource('google_logging_project_exclusion.cluster_container_logs_log_exclusion').filter).toBe(
    OF_CLUSTER,
  );
});
