import type { Impact } from "./impact.ts";

// What tools that change, run or pay say in languages other than English. They only ever raise: a description nobody
// here can read says nothing in a tool's favour.
const ALPHABETIC: [Impact, string][] = [
  [
    "changes_data",
    `löscht löschen loescht loeschen schreibt schreiben überschreibt ändert ändern aendert sendet senden erstellt
    erstellen aktualisiert entfernt entfernen supprime supprimer écrit écrire modifie modifier envoie envoyer crée créer
    efface effacer elimina eliminar borra borrar escribe escribir modifica modificar envía enviar crea crear excluir
    exclui apaga apagar grava gravar cancella cancellare scrive scrivere invia inviare удаляет удалить изменяет изменить
    записывает отправляет отправить создаёт создает создать видаляє usuwa usunąć tworzy zapisuje`,
  ],
  [
    "executes",
    `ausführen ausführt fuehrt startet starten exécute exécuter lance lancer ejecuta ejecutar executar esegue eseguire
    выполняет выполнить запускает запустить uruchamia`,
  ],
  [
    "regulated",
    `zahlung zahlungen überweisung gehalt patienten paiement paiements virement salaire pago pagos nómina pacientes
    pagamento pagamenti платеж платежи оплата зарплата пациент`,
  ],
];
const IDEOGRAPHIC: [Impact, RegExp][] = [
  ["regulated", /支付|付款|转账|退款|患者|工资|支払|送金|결제|환자/u],
  ["executes", /执行|运行|启动|実行|起動|실행/u],
  ["changes_data", /删除|刪除|修改|写入|更新|创建|发送|移除|削除|変更|書き込|作成|送信|삭제|수정|생성|전송/u],
];

const BY_WORD = new Map(
  ALPHABETIC.flatMap(([impact, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, Impact] => [word, impact]),
  ),
);

/** The first foreign word that says more than reading, and what it says. The text is lower case. */
export function foreignDeed(text: string): { impact: Impact; word: string } | undefined {
  for (const [impact, pattern] of IDEOGRAPHIC) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined) return { impact, word };
  }
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const impact = BY_WORD.get(word);
    if (impact !== undefined) return { impact, word };
  }
  return undefined;
}

/** True when a text is mostly in letters that no English word is written in. */
export function isMostlyForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 4 && latin * 2 < letters;
}
