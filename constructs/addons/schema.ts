/** Properties of all add-ons, by the key under which an environment names them. */
import { z } from 'zod';
import { argoCdSchema } from './argo-cd/schema';
import { argoRolloutsSchema } from './argo-rollouts/schema';
import { certManagerSchema } from './cert-manager/schema';
import { clickHouseOperatorSchema } from './click-house-operator/schema';
import { clusterAutoscalerSchema } from './cluster-autoscaler/schema';
import { externalDnsSchema } from './external-dns/schema';
import { externalSecretsSchema } from './external-secrets/schema';
import { gatewaySchema } from './gateway/schema';
import { istioSchema } from './istio/schema';
import { kedaSchema } from './keda/schema';
import { loadBalancerControllerSchema } from './load-balancer-controller/schema';
import { lokiSchema } from './loki/schema';
import { metricsServerSchema } from './metrics-server/schema';
import { monitoringSchema } from './monitoring/schema';
import { openSearchOperatorSchema } from './open-search-operator/schema';
import { reloaderSchema } from './reloader/schema';
import { strimziSchema } from './strimzi/schema';
import { tempoSchema } from './tempo/schema';
import { veleroSchema } from './velero/schema';

/** Add-ons by name; one that is not named is not installed. */
export const addonsSchema = z.strictObject({
  loadBalancerController: loadBalancerControllerSchema.optional(),
  metricsServer: metricsServerSchema.optional(),
  clusterAutoscaler: clusterAutoscalerSchema.optional(),
  externalSecrets: externalSecretsSchema.optional(),
  reloader: reloaderSchema.optional(),
  gateway: gatewaySchema.optional(),
  certManager: certManagerSchema.optional(),
  externalDns: externalDnsSchema.optional(),
  monitoring: monitoringSchema.optional(),
  loki: lokiSchema.optional(),
  tempo: tempoSchema.optional(),
  argoCd: argoCdSchema.optional(),
  argoRollouts: argoRolloutsSchema.optional(),
  keda: kedaSchema.optional(),
  istio: istioSchema.optional(),
  velero: veleroSchema.optional(),
  strimzi: strimziSchema.optional(),
  clickHouseOperator: clickHouseOperatorSchema.optional(),
  openSearchOperator: openSearchOperatorSchema.optional(),
});

export type Addons = z.output<typeof addonsSchema>;

/** What an environment calls an add-on: `certManager`. */
export type AddonKey = keyof Addons;
