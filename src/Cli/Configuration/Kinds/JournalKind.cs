using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>reports/journal.yaml.</summary>
public static class JournalKind
{
    /// <summary>The file's name without its ending; every other file of the folder is a report.</summary>
    public const string FileName = "journal";

    public static ObjectKind Kind { get; } = new("journal", "Journal", "reports", "How cost is posted in the company's books.", new MapShape(
        new Field("expense", Form.Text("Account of cost that accounts does not name; in quotes.", "6540"), Required: true),
        new Field("payable", Form.Text("Account that is credited with what was invoiced.", "2000"), Required: true),
        new Field("accrued", Form.Text("Account that is credited with what is not invoiced yet. Default: payable.", "2190")),
        new Field("costCentre", Form.Text("Cost centre of cost that belongs to no team. Default: none.", "4400")),
        new Field("accounts", new MapShape { Open = new OpenKeys("^.{1,128}$", "a cost centre, a provider or a reason", Form.Text("An account.")), Description = "Cost centre or provider: account of its cost; tax, support, marketplace, …: account of what an invoice holds and the data does not." }),
        new Field("columns", new ListShape(Form.Choice("A column.", [.. JournalConfig.AllColumns, .. JournalConfig.MoreColumns]), 1) { Description = "Columns of the file, in order. Default: all but statement, the number of the team's statement." })))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Journal
            metadata: { name: journal }
            spec:
              expense: "6540"
              payable: "2000"
              accrued: "2190"
              costCentre: "4400"
              accounts: { "4402": "6541", Microsoft: "6542" }
              columns: [date, document, account, costCentre, debit, credit, currency, text]

            """,
    };

    public static JournalConfig Read(ConfigDocument document)
    {
        MapNode spec = document.Spec;
        return new JournalConfig
        {
            Expense = spec.Text("expense")!,
            Payable = spec.Text("payable")!,
            Accrued = spec.Text("accrued") ?? spec.Text("payable")!,
            CostCentre = spec.Text("costCentre"),
            Accounts = (spec.Map("accounts")?.Entries ?? []).ToDictionary(entry => entry.Key, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal),
            Columns = spec.Entry("columns") is null ? JournalConfig.AllColumns : spec.Texts("columns"),
        };
    }
}
