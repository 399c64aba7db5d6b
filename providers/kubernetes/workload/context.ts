/** Input for every object of a workload, with the names and labels that the objects share. */
import type { AddonNamespaces } from '../../../constructs/addons/facts';
import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { labelsOf } from '../../../core/kubernetes/manifest';
import { truncateName } from '../../../core/names';
import { podsNamed } from '../base/peers';

export interface WorkloadContext {
  /** Name in the environment. */
  readonly id: string;
  /** Name in the cluster. */
  readonly name: string;
  readonly props: WorkloadProps;
  readonly environment: Environment;
  readonly cloud: CloudLookup;
  readonly addonNamespaces: AddonNamespaces;
}

/** Longest name of a service, and longest value of a label. */
const NAME_LENGTH = 63;

/** `acme-web-preview`; names that are too long end in a hash. */
export const partName = ({ name }: Pick<WorkloadContext, 'name'>, part: string, max = NAME_LENGTH): string =>
  truncateName(`${name}-${part}`, max);

/** Name, namespace and labels of one of the workload's objects. */
export const metadataOf = ({ name, props, environment }: WorkloadContext, objectName = name) => ({
  name: objectName,
  namespace: props.namespace,
  labels: labelsOf(name, environment.system),
});

/** Purpose of pods: serve requests, or run a job. */
export type Role = 'app' | 'job';

/** Labels of the workload's pods of one role. */
export const podsOf = (name: string, role: Role): Record<string, string> => ({
  ...podsNamed(name),
  'app.kubernetes.io/component': role,
});

/** Annotations and labels that give the service account its identity in the cloud; none without rights there. */
export const cloudIdentityOf = ({ id, props, cloud }: WorkloadContext) =>
  props.access.length > 0 ? cloud.serviceAccount(id) : { annotations: {}, podLabels: {} };
