/**
 * Where External Secrets writes. Its chart lets it write every Secret of the cluster, and it watches them by kind, so that a
 * role for each namespace would not do: Kubernetes refuses what it writes elsewhere.
 */
import type { Manifest } from '../../../core/kubernetes/manifest';

const API = 'admissionregistration.k8s.io/v1';
const NAME = 'external-secrets-writes';

interface Writer {
  /** Namespace and name of its service account. */
  readonly namespace: string;
  readonly account: string;
  /** Where it may write; nowhere if there are none. */
  readonly namespaces: readonly string[];
}

export const writesOnlyIn = ({ namespace, account, namespaces }: Writer): Manifest[] => [
  {
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], resources: ['secrets'], operations: ['CREATE', 'UPDATE', 'DELETE'] },
        ],
      },
      matchConditions: [
        {
          name: 'by-external-secrets',
          expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'`,
        },
      ],
      validations: [
        {
          expression: `request.namespace in [${namespaces.map((name) => `'${name}'`).join(', ')}]`,
          message: 'External Secrets writes Secrets only where its store is admitted',
          reason: 'Forbidden',
        },
      ],
    },
  },
  {
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: NAME },
    spec: { policyName: NAME, validationActions: ['Deny'] },
  },
];
