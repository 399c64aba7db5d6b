/**
 * DatabaseUsers: for each database with users, or with auditing, a pod that keeps roles, rights and passwords in the server as
 * the environment and the secret store say, and the extension that auditing needs. It signs in as the owner, from a namespace in
 * which nothing else runs.
 */
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

import type { InCluster } from '../../../constructs/in-cluster';
import { isKept } from '../../../constructs/managed-postgres/auditing';
import { usersNamespace } from '../../../constructs/managed-postgres/users';
import { namespaceSchema } from '../../../constructs/namespace/schema';
import { InClusterComponent } from '../base/component';
import { Namespace } from '../namespace/namespace';
import { KeptUsers } from './kept-users';

export class DatabaseUsers extends InClusterComponent {
  readonly ready: readonly ITerraformDependable[];
  private readonly kept: ReadonlyMap<string, KeptUsers>;

  constructor(scope: Construct, id: string, props: object, given: InCluster) {
    super(scope, id, props, given);
    const namespace = usersNamespace(given.environment);
    const { ready } = new Namespace(this, namespace, namespaceSchema.parse({}), given);
    const deps: InCluster = {
      ...given,
      namespace: (other) => (other === namespace ? ready : given.namespace(other)),
    };
    // A scope of their own, because a database may be called like the namespace.
    const databases = new Construct(this, 'Default:databases');
    this.kept = new Map(
      Object.entries(given.environment.databases)
        .filter(([, database]) => isKept(given.environment, database))
        .map(([name, { users, auditing }]) => [
          name,
          new KeptUsers(databases, name, { namespace, users, auditing }, deps),
        ]),
    );
    this.ready = [...this.kept.values()].flatMap((users) => users.ready);
  }

  /** Resources that must exist before somebody can sign in as a user of a database. */
  of(database: string): readonly ITerraformDependable[] {
    return this.kept.get(database)?.ready ?? [];
  }
}
