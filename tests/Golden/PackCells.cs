using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The pack's tables held against the cells of the month's workbook: the same cents, page by page.</summary>
internal static partial class PackCells
{
    /// <summary>A table of the pack.</summary>
    private sealed record Table(string[] Headers, string[][] Rows)
    {
        public IEnumerable<(string Key, string Text)> Column(string header)
        {
            int at = Array.IndexOf(Headers, header);
            return at < 0 ? throw new ArgumentException($"There is no column {header} in {string.Join(", ", Headers)}.", nameof(header)) : Rows.Where(row => row.Length > at).Select(row => (row[0], row[at]));
        }
    }

    /// <summary>Every amount that both have is the same, and there are at least so many.</summary>
    /// <param name="html">The pack.</param>
    /// <param name="workbook">The month's workbook.</param>
    /// <param name="least">How many figures both must have.</param>
    /// <param name="cost">The column of Data in the company's currency.</param>
    public static void Equal(string html, WorkbookFile workbook, int least, string cost = "Effective cost")
    {
        Table[][] pages = [.. html.Split("<section ")[1..].Select(page => Tables(page.Split("</section>")[0]))];
        var faults = new List<string>();
        int compared = 0;
        void Same(IEnumerable<(string Key, string Text)> column, string sheet, string keyHeader, string header, Func<string, string>? key = null)
        {
            foreach ((string name, string text) in column.Where(cell => cell.Text.Any(char.IsDigit)))
            {
                compared++;
                decimal shown = Amount(text);
                string at = key?.Invoke(name) ?? name;
                // A month that is not closed has an estimate's header.
                decimal? cell = workbook.Number(sheet, keyHeader, at, header) ?? workbook.Number(sheet, keyHeader, at, $"{header} (est.)");
                if (cell != shown) faults.Add($"{sheet}, {name}, {header}: the pack says {text}, the workbook {cell?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}");
            }
        }

        void Compare(decimal cell, string text, string about, decimal apart = 0m)
        {
            compared++;
            if (Math.Abs(cell - Amount(text)) > apart) faults.Add($"{about}: the pack says {text}, the workbook {cell.ToString(CultureInfo.InvariantCulture)}");
        }

        Table teams = pages[2][0], bridge = pages[3][0], year = pages[5][0], ways = pages[7][0], invoices = pages[10][0];
        foreach ((string column, string header) in ((string, string)[])[("Cost", "Total cost"), ("Counted", "Actual"), ("Budget", "Budget"), ("Over / (under)", "Over / (under) budget")]) Same(teams.Column(column), "Budget v Actual", "Team", header);
        Same(bridge.Column("Amount, change").Skip(1).SkipLast(1), "Bridge", "Step", "Change");
        Same(bridge.Column("Amount, change").Where((_, i) => i == 0 || i == bridge.Rows.Length - 1), "Bridge", "Step", "To", Short);
        // The year's months are the columns of the workbook's table of months.
        foreach ((string month, string text) in year.Column("Actual").Where(cell => cell.Key is "Jul 26" or "Aug 26" or "Sep 26" or "Oct 26")) Same([("Total", text)], "Budget v Actual", "Team", month.Replace(" 26", " 2026", StringComparison.Ordinal));
        Same(ways.Column("Cost").Where(row => row.Key.StartsWith("Shared: ", StringComparison.Ordinal)), "Allocation", "Pool", "Rule total", name => name["Shared: ".Length..]);
        foreach ((string column, string header) in ((string, string)[])[("Invoice net", "Invoice net"), ("CostGuard billed", "CostGuard billed"), ("Unexplained", "Difference"), ("Tolerance", "Rounding at most")]) Same(invoices.Column(column), "Reconciliation", "Invoice", header);
        foreach (Table each in pages[8])
        {
            foreach ((string column, string keyHeader, string header) in ((string, string, string)[])
                [("Used", "Commitment", "Used"), ("Unused", "Commitment", "Unused"), ("Net saving", "Commitment", "Effective saving"), ("Costs more a month", "Commitment", "Costs more a month"), ("Commit an hour", "Service", "Commit an hour"), ("Saves a month", "Service", "Saves a month")])
            {
                if (each.Headers.Contains(column) && each.Headers[0] == keyHeader) Same(each.Column(column), "Commitments", keyHeader, header, name => name.Split(", ")[0]);
            }
        }

        foreach (Table each in pages[6]) Same(each.Column("Impact"), "Anomalies", "Id", "Impact", name => Id().Match(name).Groups[1].Value);
        foreach (Table each in pages[9].Where(each => each.Headers.Contains("Risk"))) Same(each.Column("Saves a month"), "Savings", "What", "Saves a month");
        foreach (Table each in pages[9].Where(each => each.Headers.Contains("Promised")))
        {
            Same(each.Column("Promised").SkipLast(1), "Savings", "What", "Promised a month");
            // The last row adds up what is agreed and what is done; the workbook has them apart.
            decimal both = ((string[])["Agreed, not done yet: promised", "Done in the last 12 months: promised"]).Sum(step => workbook.Number("Savings", "From finding to bill", step, "A month") ?? 0m);
            Compare(both, each.Column("Promised").Last().Text, "Savings, promised in all");
        }

        // A mover is a team's service; its cells are lines of Data, which foot to teams and to services, and so to a service of one team within a cent.
        foreach (Table each in pages[4])
        {
            foreach ((string column, string month) in ((string, string)[])[("Before", "2026-09"), ("Now", "2026-10")])
            {
                foreach ((string name, string text) in each.Column(column))
                {
                    Match mover = Mover().Match(name);
                    Compare(workbook.Sum("Data", cost, ("Team", mover.Groups[1].Value), ("Service", mover.Groups[2].Value), ("Month", Serial(month))), text, $"Data, {name}, {month}", 0.01m);
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(compared >= least, $"{compared} figures only");
    }

    // "September 2026" of the pack is "Sep 2026" in the workbook.
    private static string Short(string month) => DateOnly.ParseExact(month, "MMMM yyyy", CultureInfo.InvariantCulture).ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private static string Serial(string month) => (BillingPeriod.Parse(month).FirstDay.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture);

    private static decimal Amount(string text)
    {
        string number = text.Replace(" USD", "", StringComparison.Ordinal);
        decimal amount = decimal.Parse(number.Trim('(', ')'), NumberStyles.Number, CultureInfo.InvariantCulture);
        return number.StartsWith('(') ? -amount : amount;
    }

    private static Table[] Tables(string page) => [.. TableTag().Matches(page).Select(table => new Table(
        [.. Cells(table.Value[..table.Value.IndexOf("</thead>", StringComparison.Ordinal)])],
        [.. Row().Matches(table.Value[table.Value.IndexOf("<tbody>", StringComparison.Ordinal)..]).Select(row => Cells(row.Value))]))];

    private static string[] Cells(string row) => [.. Cell().Matches(row).Select(cell => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(cell.Groups[1].Value, "")), " ").Trim())];

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex TableTag();

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd][ >](.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>|^[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\((\w+)\)")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[ud]\d+ ([^:]+): (.+)$")]
    private static partial Regex Mover();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
