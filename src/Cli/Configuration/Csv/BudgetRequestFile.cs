using System.Globalization;
using System.Text;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>budgets/revisions/requests.csv: one line a request, in the order they came. A table, so that Git shows who changed what.</summary>
internal static class BudgetRequestFile
{
    public const string Name = "budgets/revisions/requests.csv";

    private const string Head = "number,budget,from,amount,reason,by,at,state,decidedBy,decidedAt,note";
    private const int Columns = 11;

    public static IReadOnlyList<BudgetRequest> Read(string text, ReadContext context)
    {
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(Name, text);
        var requests = new List<BudgetRequest>();
        foreach (IReadOnlyList<CsvField> line in lines.Skip(1))
        {
            if (line.Count == Columns && TryRead(line) is { } request)
            {
                if (requests.Any(earlier => earlier.Number == request.Number))
                    context.Problems.Add(line[0].At.Report(BudgetGridErrors.BadRevisions, $"There is a request {Invariant.Text(request.Number)} already; give this one another number."));
                requests.Add(request);
            }
            else
            {
                context.Problems.Add(line[0].At.Report(BudgetGridErrors.BadRevisions, $"The line is not {Head}."));
            }
        }

        return requests;
    }

    public static string Write(IEnumerable<BudgetRequest> requests)
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (BudgetRequest request in requests)
        {
            string?[] fields =
            [
                Invariant.Text(request.Number), request.Budget, Day(request.From), Invariant.Exact(request.Amount), request.Reason, request.By, Day(request.At),
                request.State.ToString().ToLowerInvariant(), request.DecidedBy, request.DecidedAt is { } day ? Day(day) : null, request.Note,
            ];
            text.AppendJoin(',', fields.Select(Quoted)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The budget with its approved requests as versions, the later approval last where two begin on one day.</summary>
    public static BudgetConfig Approved(BudgetConfig budget, IReadOnlyList<BudgetRequest> requests)
    {
        BudgetRevision[] granted = [.. requests.Where(request => request.Budget == budget.Name && request.State == BudgetRequestState.Approved).Select(request => request.Revision())];
        return granted.Length == 0 ? budget : budget with { Revisions = [.. budget.Revisions.Concat(granted).OrderBy(revision => revision.From)] };
    }

    /// <summary>An approved request whose budget is gone or has another name would stop counting without a word.</summary>
    public static IEnumerable<Problem> Orphans(IReadOnlyList<BudgetRequest> requests, IReadOnlyList<BudgetConfig> budgets) => requests
        .Where(request => request.State == BudgetRequestState.Approved && budgets.All(budget => budget.Name != request.Budget))
        .Select(request => BudgetGridErrors.BadRevisions.At(
            $"Request {Invariant.Text(request.Number)} is approved for the budget \"{request.Budget}\", which is not there. There are: {string.Join(", ", budgets.Select(budget => budget.Name))}.", Name));

    private static BudgetRequest? TryRead(IReadOnlyList<CsvField> line)
    {
        bool sound = int.TryParse(line[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            & TryDay(line[2].Text, out DateOnly from) & TryDay(line[6].Text, out DateOnly at)
            & decimal.TryParse(line[3].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            & Enum.TryParse(line[7].Text, ignoreCase: true, out BudgetRequestState state);
        DateOnly? decided = TryDay(line[9].Text, out DateOnly day) ? day : null;
        return sound && line[1].Text.Length > 0
            ? new BudgetRequest(number, line[1].Text, from, amount, line[4].Text, line[5].Text, at, state, Null(line[8].Text), decided, Null(line[10].Text))
            : null;
    }

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string? text) =>
        text is null ? "" : text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
