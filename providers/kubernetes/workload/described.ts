/** Described: a workload as its parts see it, and the names and labels that they have in common. */
import type { CloudServices } from '../../../constructs/cloud-services/contract';
import { labelsOf } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import { truncateName } from '../../../core/names';
import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';

export interface Described {
  /** What the environment calls it. */
  readonly id: string;
  /** What it is called in the cluster. */
  readonly name: string;
  readonly props: WorkloadProps;
  readonly environment: Environment;
  readonly cloud: CloudServices;
}

/** Names of services, and labels, end there. */
const NAME_LENGTH = 63;

/** `acme-web-preview`; what would be too long ends in a hash. */
export const partName = ({ name }: Pick<Described, 'name'>, part: string, max = NAME_LENGTH): string =>
  truncateName(`${name}-${part}`, max);

/** Name, place and labels of an object of the workload's. */
export const metadataOf = ({ name, props, environment }: Described, objectName = name) => ({
  name: objectName,
  namespace: props.namespace,
  labels: labelsOf(name, environment.system),
});

/** What tells the pods that serve from those of jobs. */
const COMPONENT = 'app.kubernetes.io/component';
export type Role = 'app' | 'job';

/** Every pod of a workload, jobs' too. */
const allPods = (name: string): Record<string, string> => ({ 'app.kubernetes.io/name': name });

/** The pods of a role. */
export const podsOf = (name: string, role: Role): Record<string, string> => ({ ...allPods(name), [COMPONENT]: role });

/** The same of a workload that is known by its id alone. */
export const podsOfId = (environment: Environment, id: string) => ({
  namespace: environment.workloads[id]!.namespace,
  labels: allPods(nameInCluster(environment, id)),
});

/** What a workload's service account is to the cloud: nothing where it asks for no rights. */
export const marksOf = ({ id, props, cloud }: Described) =>
  props.access.length > 0 ? cloud.serviceAccount(id) : { annotations: {}, podLabels: {} };
