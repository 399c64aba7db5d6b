/** Values of a Helm release in Terraform's JSON, as Helm gets them: Terraform doubles the first sign of `${` and `%{`. */
import { load } from 'js-yaml';

export const valuesIn = (text: string): unknown => load(text.replace(/([$%])\1\{/g, '$1{'));
