/** Arguments of GKE clusters for security and operations, which depend on nothing but the cluster's properties and key. */
import type { ContainerClusterConfig } from '@cdktf/provider-google/lib/container-cluster';

import type { ClusterProps } from '../../../constructs/cluster/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { recurringWindow } from './maintenance-window';

export const securitySettings = (
  { workloadIdentity }: ClusterProps,
  {
    target: { project, groupsDomain },
    keyId,
  }: { readonly target: Pick<GoogleTarget, 'project' | 'groupsDomain'>; readonly keyId: string | undefined },
) =>
  ({
    databaseEncryption: keyId === undefined ? { state: 'DECRYPTED' } : { state: 'ENCRYPTED', keyName: keyId },
    // Without the block, GKE would leave workload identity as it is: only an empty pool turns it off.
    workloadIdentityConfig: { workloadPool: workloadIdentity ? `${project}.svc.id.goog` : '' },
    enableShieldedNodes: true,
    enableLegacyAbac: false,
    enableKubernetesAlpha: false,
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    anonymousAuthenticationConfig: { mode: 'LIMITED' },
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    // The name is Google's: cloud.google.com/kubernetes-engine/docs/how-to/google-groups-rbac
    ...(groupsDomain !== undefined && {
      authenticatorGroupsConfig: { securityGroup: `gke-security-groups@${groupsDomain}` },
    }),
    securityPostureConfig: { mode: 'BASIC', vulnerabilityMode: 'VULNERABILITY_DISABLED' },
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: 'FALSE' } },
  }) satisfies Partial<ContainerClusterConfig>;

export const operationSettings = ({ maintenanceWindow, logs }: ClusterProps) =>
  ({
    loggingConfig: {
      enableComponents: [
        'SYSTEM_COMPONENTS',
        ...(logs.containers ? ['WORKLOADS'] : []),
        ...['APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER'],
      ],
    },
    monitoringConfig: { enableComponents: ['SYSTEM_COMPONENTS'], managedPrometheus: { enabled: true } },
    maintenancePolicy: { recurringWindow: recurringWindow(maintenanceWindow) },
    costManagementConfig: { enabled: true },
    addonsConfig: {
      httpLoadBalancing: { disabled: false },
      horizontalPodAutoscaling: { disabled: false },
      gcePersistentDiskCsiDriverConfig: { enabled: true },
      dnsCacheConfig: { enabled: true },
      // Dataplane V2 already enforces network policies.
      networkPolicyConfig: { disabled: true },
    },
  }) satisfies Partial<ContainerClusterConfig>;
