/** A role that one Kubernetes service account of one cluster stands for, by EKS Pod Identity. */
import type { Construct } from 'constructs';
import { Role, type RoleProps } from './access';
import type { Foundation } from '../foundation/foundation';

export interface PodRoleProps extends Pick<RoleProps, 'purpose' | 'managedPolicies' | 'statements'> {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

export function podRole(
  scope: Construct,
  id: string,
  { clusterName, namespace, serviceAccount, ...rest }: PodRoleProps,
  foundation: Foundation,
): Role {
  return new Role(
    scope,
    id,
    {
      ...rest,
      service: 'pods.eks.amazonaws.com',
      tagSession: true,
      // EKS says for whom it asks: nobody else gets the role, even by an association made elsewhere.
      condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-name': clusterName,
          'aws:RequestTag/kubernetes-namespace': namespace,
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        },
      },
    },
    { foundation },
  );
}
