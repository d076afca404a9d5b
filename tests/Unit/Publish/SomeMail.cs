using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Publish;

namespace CostGuard.Unit.Publish;

internal static class SomeMail
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);

    public static MailOptions Options => new() { From = "CostGuard <costguard@acme.test>", ReplyTo = "finops@acme.test" };

    public static MailDraft Draft => new()
    {
        Kind = "weekly-team",
        About = "payments",
        Period = "2026-11-14",
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        FromName = "CostGuard (Acme)",
        To = ["lead@acme.test"],
        Subject = "Payments: 49% of Nov budget used, on course for 109%",
        Html = "<!DOCTYPE html><html lang=\"en\"><body><p>Größe 23,610.00</p><img src=\"cid:budget-chart\"></body></html>",
        Text = "Größe 23,610.00\n",
        Pictures = [new MailPart("budget-chart", "image/png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3])],
        MayUnsubscribe = true,
    };

    public static MailPart Workbook(int bytes) => new(
        "Kostenübersicht Größe.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [.. Enumerable.Range(0, bytes).Select(i => unchecked((byte)(i * 31)))], "data/out/2026-11/costs.xlsx");

    public static OutboxMessage Message(string key) => new MimeComposer(Options).Compose(Draft, Monday) with { Key = key };
}
