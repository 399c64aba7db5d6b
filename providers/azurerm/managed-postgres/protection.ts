/** Where servers send their logs, and what keeps Azure from deleting them: a lock on each, with what may go before it. */
import type { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { Lock } from '../shared/lock';
import { Logs, type LogsProps } from '../shared/logs';

/** A server and its replicas, by their names. */
interface Servers {
  readonly server: PostgresqlFlexibleServer;
  readonly replicas: Readonly<Record<string, PostgresqlFlexibleServer>>;
}

interface Logged {
  readonly server: MonitorDiagnosticSetting;
  readonly replicas: Readonly<Record<string, MonitorDiagnosticSetting>>;
}

/** Collects the logs of all of them in one place. */
export function logsOf(
  scope: Construct,
  { server, replicas }: Servers,
  props: Omit<LogsProps, 'resourceId'>,
  deps: { foundation: Foundation },
): Logged {
  const collected = new Logs(scope, 'logs', { ...props, resourceId: server.id }, deps);
  return {
    server: collected.setting,
    replicas: mapValues(replicas, (name, { id }) => collected.addSource(name, id)),
  };
}

/** Locks all of them. @param parts of the server, beside where its logs go */
export function lockAll(
  scope: Construct,
  { server, replicas }: Servers,
  parts: readonly TerraformResource[],
  logged: Logged,
): Lock {
  const lock = new Lock(scope, 'lock', { resourceId: server.id, parts: [...parts, logged.server] });
  for (const [name, { id }] of Object.entries(replicas))
    new Lock(scope, `lock-${name}`, { resourceId: id, parts: [present(logged.replicas[name], name)] });
  return lock;
}
