/**
 * Types that no package for Node.js 20 has, named in the packages' style: fields that are newer than the package of
 * their kind, and Envoy Gateway's kinds, whose package requires Node.js 22. The latter contain only the fields that
 * this project sets, so that a new one has to be looked up first.
 */
import type { IExternalSecret as OldExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1beta1';
import type { IGateway as OldGateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import type { IAuthorizationPolicy as LooseAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1';
import type { MetricSpec } from 'kubernetes-types/autoscaling/v2';
import type { PodSecurityContext, ResourceRequirements, TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';

export type IExternalSecret = OldExternalSecret & {
  spec?: {
    /** External Secrets 0.16 */
    refreshPolicy?: 'CreatedOnce' | 'Periodic' | 'OnChange';
    /** External Secrets 0.8.2 */
    target?: { template?: { mergePolicy?: 'Replace' | 'Merge' } };
  };
};

export type IGateway = OldGateway & {
  spec: {
    /** Gateway API 1.2 */
    infrastructure?: { parametersRef?: { group: string; kind: string; name: string } };
  };
};

/** Gateway API 1.4 */
export interface IBackendTLSPolicy {
  apiVersion: 'gateway.networking.k8s.io/v1';
  kind: 'BackendTLSPolicy';
  metadata: ObjectMeta;
  spec: {
    targetRefs: { group: ''; kind: 'Service'; name: string; sectionName: string }[];
    validation: { caCertificateRefs: { group: ''; kind: 'ConfigMap' | 'Secret'; name: string }[]; hostname: string };
  };
}

/**
 * Only the fields that are set, because the package's rules are a union, in which the compiler accepts unknown fields.
 */
export type IAuthorizationPolicy = Omit<LooseAuthorizationPolicy, 'spec'> & {
  spec: Pick<NonNullable<LooseAuthorizationPolicy['spec']>, 'action' | 'selector'> & {
    rules: {
      from?: {
        source: { principals?: string[]; notPrincipals?: string[]; namespaces?: string[]; ipBlocks?: string[] };
      }[];
      to?: { operation: { ports: string[] } }[];
    }[];
  };
};

/** gateway.envoyproxy.io/v1.9/api/extension_types */
interface EnvoyGateway<Kind extends string, Spec> {
  apiVersion: 'gateway.envoyproxy.io/v1alpha1';
  kind: Kind;
  metadata: ObjectMeta;
  spec: Spec;
}
type Duration = `${number}${'h' | 'm' | 's' | 'ms'}`;
interface Policy {
  targetRefs: { group: 'gateway.networking.k8s.io'; kind: 'Gateway'; name: string }[];
}

export type IEnvoyProxy = EnvoyGateway<
  'EnvoyProxy',
  {
    provider: {
      type: 'Kubernetes';
      kubernetes: {
        envoyDeployment: {
          pod: {
            priorityClassName: string;
            securityContext: PodSecurityContext;
            topologySpreadConstraints: TopologySpreadConstraint[];
          };
          container: { resources: ResourceRequirements };
        };
        envoyHpa: { minReplicas: number; maxReplicas: number; metrics: MetricSpec[] };
        envoyPDB?: { minAvailable: number };
        envoyService: {
          type: 'LoadBalancer';
          annotations: Record<string, string>;
          loadBalancerClass?: string;
          loadBalancerSourceRanges?: string[];
          externalTrafficPolicy: 'Cluster' | 'Local';
        };
      };
    };
    shutdown: { drainTimeout: Duration; minDrainDuration: Duration };
    telemetry?: { accessLog: { disable: boolean } };
  }
>;

export type IClientTrafficPolicy = EnvoyGateway<
  'ClientTrafficPolicy',
  Policy & {
    tls: { minVersion: '1.2' | '1.3' };
    timeout: { http: { requestHeadersReceivedTimeout: Duration; streamIdleTimeout: Duration } };
    clientIPDetection?: { xForwardedFor: { numTrustedHops: number } };
    headers?: { lateResponseHeaders: { addIfAbsent: { name: string; value: string }[] } };
  }
>;

export type IBackendTrafficPolicy = EnvoyGateway<
  'BackendTrafficPolicy',
  Policy & {
    timeout: { tcp: { connectTimeout: Duration } };
    retry: {
      numRetries: number;
      retryOn: { triggers: ('connect-failure' | 'refused-stream' | 'reset-before-request')[] };
    };
    rateLimit?: {
      local: {
        rules: {
          clientSelectors: { sourceCIDR: { type: 'Exact' | 'Distinct'; value: string } }[];
          limit: { requests: number; unit: 'Second' | 'Minute' | 'Hour' | 'Day' | 'Week' | 'Month' | 'Year' };
        }[];
      };
    };
  }
>;
