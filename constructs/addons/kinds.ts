/** Kinds that add-ons bring, of which applications consist: Kubernetes' roles for people do not know them by themselves. */
import type { AddonKey } from './schema';

interface Kinds {
  readonly group: string;
  /** Plural names. */
  readonly kinds: readonly string[];
}

/**
 * Only what is made for one application. Left out is what others depend on, such as Gateways and stores of secrets, and Argo CD's
 * Applications, which may do what Argo CD may.
 */
export const ADDON_KINDS: Partial<Readonly<Record<AddonKey, readonly Kinds[]>>> = {
  externalSecrets: [{ group: 'external-secrets.io', kinds: ['externalsecrets'] }],
  gateway: [
    {
      group: 'gateway.networking.k8s.io',
      kinds: [
        'httproutes',
        'grpcroutes',
        'tlsroutes',
        'tcproutes',
        'udproutes',
        'referencegrants',
        'backendtlspolicies',
      ],
    },
    {
      group: 'gateway.envoyproxy.io',
      kinds: ['backends', 'backendtrafficpolicies', 'envoyextensionpolicies', 'httproutefilters', 'securitypolicies'],
    },
  ],
  certManager: [{ group: 'cert-manager.io', kinds: ['certificates', 'certificaterequests', 'issuers'] }],
  monitoring: [
    { group: 'monitoring.coreos.com', kinds: ['servicemonitors', 'podmonitors', 'probes', 'prometheusrules'] },
  ],
  argoRollouts: [
    {
      group: 'argoproj.io',
      kinds: ['rollouts', 'rollouts/scale', 'rollouts/status', 'experiments', 'analysistemplates', 'analysisruns'],
    },
  ],
  keda: [
    { group: 'keda.sh', kinds: ['scaledobjects', 'scaledjobs', 'triggerauthentications'] },
    { group: 'http.keda.sh', kinds: ['httpscaledobjects'] },
  ],
  istio: [
    { group: 'networking.istio.io', kinds: ['virtualservices', 'destinationrules', 'serviceentries', 'sidecars'] },
    {
      group: 'security.istio.io',
      kinds: ['authorizationpolicies', 'peerauthentications', 'requestauthentications'],
    },
    { group: 'telemetry.istio.io', kinds: ['telemetries'] },
  ],
  strimzi: [
    {
      group: 'kafka.strimzi.io',
      kinds: [
        'kafkas',
        'kafkanodepools',
        'kafkatopics',
        'kafkausers',
        'kafkaconnects',
        'kafkaconnectors',
        'kafkarebalances',
      ],
    },
  ],
  clickHouseOperator: [
    { group: 'clickhouse.altinity.com', kinds: ['clickhouseinstallations'] },
    { group: 'clickhouse-keeper.altinity.com', kinds: ['clickhousekeeperinstallations'] },
  ],
};
