import type { Construct } from 'constructs';

import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from './access';
import { arnOf } from './statement';
import { POD_SERVICE } from './trust';

export interface PodRoleProps extends Pick<RoleProps, 'purpose' | 'managedPolicies' | 'statements'> {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A role for the pods of one service account in one cluster, which assume it through EKS Pod Identity. */
export function podRole(
  scope: Construct,
  id: string,
  { clusterName, namespace, serviceAccount, ...rest }: PodRoleProps,
  deps: { foundation: Foundation },
): Role {
  const props: RoleProps = {
    ...rest,
    service: POD_SERVICE,
    tagSession: true,
    // EKS tags its requests with the pod's origin, so that no other pod gets the role by another association. The ARN of the
    // cluster holds the account, too.
    condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': arnOf(deps.foundation, 'eks', `cluster/${clusterName}`),
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
    },
  };
  return new Role(scope, id, props, deps);
}
