/** Rules of secrets that people fill in. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { rotationRule, rotationWarnings } from '../environment/rotation';
import type { Environment } from '../environment/schema';
import type { AppSecretProps } from './schema';

type Rules = RuleTable<AppSecretProps, RuleContext<Environment>>;

export const secretRules: Rules = [rotationRule('rotationDays')];

export const secretWarnings: Rules = rotationWarnings('rotationDays');
