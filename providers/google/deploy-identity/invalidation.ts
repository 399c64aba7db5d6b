/** What a deploy identity may do about Cdns on Google: a role of its service account on the project. */
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { Construct } from 'constructs';

import type { EdgeDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/deploy-identity';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';

/** Waiting for what it began reads the operation. URL maps have no policies, and conditions do not know them. */
const PERMISSIONS = ['compute.urlMaps.get', 'compute.urlMaps.invalidateCache', 'compute.globalOperations.get'];

export class Invalidation extends neutral.Invalidation {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.InvalidationProps,
    { foundation, infrastructure }: EdgeDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const { project } = foundation.target;
    const account = infrastructure.name(names.serviceAccount, id);
    const roleId = this.name(names.role, ...id.split('-'), 'invalidates');
    const role = this.create('invalidationRole', ProjectIamCustomRole, {
      project,
      roleId,
      title: roleId,
      description: 'Tells Cloud CDN to drop what it keeps',
      permissions: PERMISSIONS,
    });
    this.create('invalidation', ProjectIamMember, {
      project,
      role: role.name,
      member: `serviceAccount:${account}@${project}.iam.gserviceaccount.com`,
    });
  }
}
