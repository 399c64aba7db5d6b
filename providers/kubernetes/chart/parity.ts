/** Arguments of the Helm release, and Kubernetes objects, that each property of a chart changes, the same on every cloud. */
import type { ChartProps } from '../../../constructs/chart/schema';
import { native, type ParityOf } from '../../../core/parity';
import { DATABASE_RIGHTS, RIGHTS } from '../base/rights';

/** The identity of the chart's service account is made by the cloud's own stack. */
const rights = native(`the rights of its service account: ${RIGHTS}`);

export const parity: ParityOf<ChartProps> = {
  repository: native('helm_release.repository'),
  chart: native('helm_release.chart'),
  version: native('helm_release.version'),
  namespace: native('helm_release.namespace'),
  values: native('helm_release.values'),
  'secrets.*.*.from': native('ExternalSecret.spec.data.remoteRef.key'),
  'secrets.*.*.user': native('ExternalSecret.spec.data.remoteRef.key'),
  'secrets.*.*.key': native('ExternalSecret.spec.data.remoteRef.property'),
  'secrets.*.*.template': native('ExternalSecret.spec.target.template.data'),
  'access.*.objectStore': rights,
  'access.*.read': rights,
  'access.*.write': rights,
  'access.*.secret': rights,
  'access.*.database': native(`the rights of its service account: ${DATABASE_RIGHTS}`),
  'access.*.cache': rights,
  'access.*.connect': rights,
  'access.*.user': rights,
  'serviceAccount.name': native('helm_release.values'),
  'serviceAccount.valuesAt': native('helm_release.values'),
  'serviceAccount.podLabelsAt': native('helm_release.values'),
  releaseName: native('helm_release.name'),
  timeoutSeconds: native('helm_release.timeout'),
  after: native('helm_release.depends_on'),
  deletionProtection: native('helm_release.lifecycle.prevent_destroy, and that of kubernetes_namespace_v1'),
  atomic: native('helm_release.atomic, cleanup_on_fail'),
  installCrds: native('helm_release.skip_crds'),
};
