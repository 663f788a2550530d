import type { Translate } from '../../l10n/translate.ts';
import { textAt } from '../../manifest/tree.ts';
import type { TreeNode } from '../../manifest/tree.ts';
import { codeSpan } from '../inlineMarkdown.ts';

/** The chain of ports that one entry of a Service's `ports` makes. */
export function servicePortReadout(
  port: TreeNode,
  type: string | undefined,
  t: Translate,
): string | undefined {
  const number = textAt(port, 'port');
  if (number === undefined || !/^\d+$/.test(number)) return undefined;
  const target = textAt(port, 'targetPort') ?? number;
  const node = textAt(port, 'nodePort');
  const protocol = textAt(port, 'protocol') ?? 'TCP';
  const steps = [t('Service port {0}', codeSpan(`${number}/${protocol}`))];
  if (type === 'NodePort' || type === 'LoadBalancer') {
    steps.unshift(
      node === undefined ? t('a node port that is assigned') : t('node port {0}', codeSpan(node)),
    );
  }
  if (type !== 'ExternalName') {
    steps.push(
      /^\d+$/.test(target)
        ? t('Pod port {0}', codeSpan(target))
        : t('the Pod port named {0}', codeSpan(target)),
    );
  }
  return steps.join(' → ');
}

/** What is wrong with a port's number, or worth a word. */
export function portProblem(step: string, text: string, t: Translate): string | undefined {
  if (!/^\d+$/.test(text)) return step === 'targetPort' || step === 'name' ? portName(text, t) : undefined;
  const number = Number(text);
  const code = codeSpan(text);
  if (number < 1 || number > 65_535) return t('⚠ {0} is no port: ports are 1 to 65535.', code);
  if (step === 'nodePort' && (number < 30_000 || number > 32_767)) {
    return t('⚠ {0} is outside of the default range for node ports, 30000-32767.', code);
  }
  return undefined;
}

/** Names of ports are short: an IANA service name. */
function portName(text: string, t: Translate): string | undefined {
  if (/[{}$]/.test(text) || text === '') return undefined;
  const valid = /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text) && text.length <= 15;
  return valid
    ? undefined
    : t(
        '⚠ {0} is no name for a port: at most 15 lower-case letters, digits and single dashes.',
        codeSpan(text),
      );
}
