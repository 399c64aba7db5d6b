/** What a change of each property of a chart does to what exists, inside a cluster, the same on every cloud. */
import type { ChartProps } from '../../../constructs/chart/schema';
import { type ChangesOf, fixed, inPlace, restarts } from '../../../core/changes';

export const changes: ChangesOf<ChartProps> = {
  repository: restarts('Helm upgrades the release: what restarts is up to the chart'),
  chart: restarts('Helm upgrades the release: what restarts is up to the chart'),
  version: restarts('Helm upgrades the release: what restarts is up to the chart'),
  namespace: fixed(
    'Helm would uninstall the release and install it again; what its volumes hold is lost with them',
    'add a second entry, move the data, and remove the first',
  ),
  values: restarts('Helm upgrades the release: what restarts is up to the chart'),
  'secrets.*.*.from': inPlace('pods read them as the chart does; with Reloader at once'),
  'secrets.*.*.user': inPlace('pods read them as the chart does; with Reloader at once'),
  'secrets.*.*.key': inPlace('pods read them as the chart does; with Reloader at once'),
  'secrets.*.*.template': inPlace('pods read them as the chart does; with Reloader at once'),
  'access.*.objectStore': inPlace(),
  'access.*.read': inPlace(),
  'access.*.write': inPlace(),
  'access.*.secret': inPlace(),
  'access.*.database': inPlace(),
  'access.*.cache': inPlace(),
  'access.*.connect': inPlace(),
  'access.*.user': inPlace(),
  'serviceAccount.name': restarts('Helm upgrades the release'),
  'serviceAccount.valuesAt': restarts('Helm upgrades the release'),
  'serviceAccount.podLabelsAt': restarts('Helm upgrades the release'),
  releaseName: fixed(
    'Helm would uninstall the release and install it again; what its volumes hold is lost with them',
    'add a second entry, move the data, and remove the first',
  ),
  timeoutSeconds: inPlace(),
  after: inPlace(),
  deletionProtection: inPlace(),
  atomic: inPlace(),
  installCrds: inPlace(),
};
