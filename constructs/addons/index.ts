/** All add-ons, in the order of installation unless `after` says otherwise. */
import { mapValues } from '../../core/records';
import type { Addon } from './addon';
import { argoCd } from './argo-cd/argo-cd';
import { argoRollouts } from './argo-rollouts/argo-rollouts';
import { certManager } from './cert-manager/cert-manager';
import { clickHouseOperator } from './click-house-operator/click-house-operator';
import { clusterAutoscaler } from './cluster-autoscaler/cluster-autoscaler';
import type { AddonProps } from './common';
import { datadog } from './datadog/datadog';
import { externalDns } from './external-dns/external-dns';
import { externalSecrets } from './external-secrets/external-secrets';
import type { AddonNamespaces } from './facts';
import { gateway } from './gateway/gateway';
import { githubRunners } from './github-runners/github-runners';
import { istio } from './istio/istio';
import { keda } from './keda/keda';
import { loadBalancerController } from './load-balancer-controller/load-balancer-controller';
import { loki } from './loki/loki';
import { metricsServer } from './metrics-server/metrics-server';
import { monitoring } from './monitoring/monitoring';
import { openCost } from './open-cost/open-cost';
import { openSearchOperator } from './open-search-operator/open-search-operator';
import { reloader } from './reloader/reloader';
import type { AddonKey, AddonPropsOf, Addons } from './schema';
import { strimzi } from './strimzi/strimzi';
import { telemetry } from './telemetry/telemetry';
import { tempo } from './tempo/tempo';
import { trivy } from './trivy/trivy';
import { velero } from './velero/velero';

const DEFINITIONS = {
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
  telemetry,
  datadog,
  openCost,
  argoCd,
  argoRollouts,
  githubRunners,
  keda,
  istio,
  velero,
  trivy,
  strimzi,
  clickHouseOperator,
  openSearchOperator,
} satisfies { readonly [K in AddonKey]: Addon<AddonPropsOf<K>> };

/** Every add-on by its key. The type loses the connection between an add-on and the type of its properties. */
export const ADDONS = DEFINITIONS as unknown as Readonly<Record<AddonKey, Addon>>;

/** The namespace that the user chose, or else the add-on's own. */
const namespaceOf = (addon: Addon, props: AddonProps | undefined): string => props?.namespace ?? addon.namespace;

interface Asked {
  readonly addons: Addons;
}

/** The namespace of each add-on of an environment, or the one that it would have if it were installed. */
export const addonNamespacesOf = ({ addons }: Asked): AddonNamespaces =>
  mapValues(ADDONS, (key, addon) => namespaceOf(addon, addons[key]));

/** The add-ons of an environment with their properties and namespaces, in the order of the list above. */
export const addonsOf = ({ addons }: Asked) =>
  (Object.keys(ADDONS) as AddonKey[]).flatMap((key) => {
    const props: AddonProps | undefined = addons[key];
    const addon = ADDONS[key];
    return props === undefined ? [] : [{ key, addon, props, namespace: namespaceOf(addon, props) }];
  });
