/** Every add-on that there is, in the order in which they are installed where nothing else orders them. */
import { z } from 'zod';
import type { Addon, AddonProps } from './addon';
import { argoCd, argoCdSchema } from './argo-cd';
import { argoRollouts, argoRolloutsSchema } from './argo-rollouts';
import { certManager, certManagerSchema } from './cert-manager';
import { clickHouseOperator, clickHouseOperatorSchema } from './click-house-operator';
import { clusterAutoscaler, clusterAutoscalerSchema } from './cluster-autoscaler';
import { externalDns, externalDnsSchema } from './external-dns';
import { externalSecrets, externalSecretsSchema } from './external-secrets';
import { gateway, gatewaySchema } from './gateway';
import { istio, istioSchema } from './istio';
import { keda, kedaSchema } from './keda';
import { loadBalancerController, loadBalancerControllerSchema } from './load-balancer-controller';
import { loki, lokiSchema } from './loki';
import { metricsServer, metricsServerSchema } from './metrics-server';
import { monitoring, monitoringSchema } from './monitoring';
import { openSearchOperator, openSearchOperatorSchema } from './open-search-operator';
import { reloader, reloaderSchema } from './reloader';
import { strimzi, strimziSchema } from './strimzi';
import { tempo, tempoSchema } from './tempo';
import { velero, veleroSchema } from './velero';

export const ADDONS = {
  loadBalancerController,
  metricsServer,
  clusterAutoscaler,
  externalSecrets,
  reloader,
  gateway,
  certManager,
  externalDns,
  monitoring,
  loki,
  tempo,
  argoCd,
  argoRollouts,
  keda,
  istio,
  velero,
  strimzi,
  clickHouseOperator,
  openSearchOperator,
} as const;

/** What an environment calls an add-on: `certManager`. */
export type AddonKey = keyof typeof ADDONS;

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

/** The add-ons that an environment asks for, with their properties, in the order of the list above. */
export const addonsOf = ({ addons }: { readonly addons: Addons }) =>
  (Object.keys(ADDONS) as AddonKey[]).flatMap((key) => {
    const props: AddonProps | undefined = addons[key];
    // Which properties belong to which add-on is known to each add-on alone.
    return props === undefined ? [] : [{ key, addon: ADDONS[key] as unknown as Addon, props }];
  });
