/** What stands between the internet and the environment. */
import { done } from '../../../index';
import { cdnFiles } from '../../evidence/cdn';
import { domainsOf } from '../base';

export const cdn = done(cdnFiles('assets', domainsOf('production')));
