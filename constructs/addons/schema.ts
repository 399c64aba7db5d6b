/** The schema of all add-ons in an environment. Their definitions, which know environments, are in `index.ts`. */
import { z } from 'zod';

import { mapValues } from '../../core/records';
import { argoCdBase } from './argo-cd/schema';
import { argoRolloutsBase } from './argo-rollouts/schema';
import { certManagerBase } from './cert-manager/schema';
import { clickHouseOperatorBase } from './click-house-operator/schema';
import { clusterAutoscalerBase } from './cluster-autoscaler/schema';
import type { AddonBase } from './common';
import { datadogBase } from './datadog/schema';
import { externalDnsBase } from './external-dns/schema';
import { externalSecretsBase } from './external-secrets/schema';
import { gatewayBase } from './gateway/schema';
import { githubRunnersBase } from './github-runners/schema';
import { istioBase } from './istio/schema';
import { kedaBase } from './keda/schema';
import { loadBalancerControllerBase } from './load-balancer-controller/schema';
import { lokiBase } from './loki/schema';
import { metricsServerBase } from './metrics-server/schema';
import { monitoringBase } from './monitoring/schema';
import { openCostBase } from './open-cost/schema';
import { openSearchOperatorBase } from './open-search-operator/schema';
import { reloaderBase } from './reloader/schema';
import { strimziBase } from './strimzi/schema';
import { telemetryBase } from './telemetry/schema';
import { tempoBase } from './tempo/schema';
import { trivyBase } from './trivy/schema';
import { veleroBase } from './velero/schema';

/** The base of each add-on, by its key in an environment. */
const BASES = {
  loadBalancerController: loadBalancerControllerBase,
  metricsServer: metricsServerBase,
  clusterAutoscaler: clusterAutoscalerBase,
  externalSecrets: externalSecretsBase,
  reloader: reloaderBase,
  gateway: gatewayBase,
  certManager: certManagerBase,
  externalDns: externalDnsBase,
  monitoring: monitoringBase,
  loki: lokiBase,
  tempo: tempoBase,
  telemetry: telemetryBase,
  datadog: datadogBase,
  openCost: openCostBase,
  argoCd: argoCdBase,
  argoRollouts: argoRolloutsBase,
  githubRunners: githubRunnersBase,
  keda: kedaBase,
  istio: istioBase,
  velero: veleroBase,
  trivy: trivyBase,
  strimzi: strimziBase,
  clickHouseOperator: clickHouseOperatorBase,
  openSearchOperator: openSearchOperatorBase,
};

type Bases = typeof BASES;

/** Key of an add-on in an environment: `certManager`. */
export type AddonKey = keyof Bases;

/** Add-ons by name; only those that are named are installed. */
export const addonsSchema = z.strictObject(
  mapValues<AddonKey, AddonBase, z.ZodType>(BASES, (_, { schema }) => schema.optional()) as unknown as {
    readonly [K in AddonKey]: z.ZodOptional<Bases[K]['schema']>;
  },
);

export type Addons = z.output<typeof addonsSchema>;

export type AddonPropsOf<K extends AddonKey> = z.output<Bases[K]['schema']>;
