/** Names that are written small even where a sentence begins. */
const writtenSmall = new Set(
  'containerd crictl etcd ingress2gateway iptables ipvs kubeadm kubectl kubelet nftables runc systemd'.split(
    ' ',
  ),
);

/**
 * Begins an explanation with a capital where it stands alone; in a note it goes on after the term and a colon.
 * Code, names (`kube-proxy`, `iSCSI`) and languages without capitals stay as they are.
 */
export function sentenceCase(text: string): string {
  const word = /^([a-z]+)[ ,;.]/.exec(text)?.[1];
  if (word === undefined || writtenSmall.has(word)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
