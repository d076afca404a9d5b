using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>drivers/*.csv: month,team,driver,quantity,unit. All files of the folder are one table.</summary>
internal sealed class DriverCsv(ReadContext context)
{
    private static readonly string[] Head = ["month", "team", "driver", "quantity", "unit"];

    private readonly Dictionary<(BillingPeriod Month, string Team, string Driver), Place> _seen = [];
    private readonly Dictionary<string, (string Unit, Place At)> _units = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<DriverQuantity> Read(string file, string text)
    {
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(file, text);
        if (lines.Count > 0 && lines[0].Select(field => field.Text).SequenceEqual(Head, StringComparer.OrdinalIgnoreCase)) return [.. lines.Skip(1).Select(ReadLine).OfType<DriverQuantity>()];
        Bad(new Place(file, 1, 1), "The head line must be month,team,driver,quantity,unit.");
        return [];
    }

    private DriverQuantity? ReadLine(IReadOnlyList<CsvField> line)
    {
        if (line.Count != Head.Length) return Bad(line[0].At, $"The line has {Invariant.Text(line.Count)} fields, {Invariant.Text(Head.Length)} needed.");
        if (!BillingPeriod.TryParse(line[0].Text, out BillingPeriod month)) return Bad(line[0].At, $"\"{line[0].Text}\" is not a month such as 2026-10.");
        if (!context.CheckTeam(line[1].Text, line[1].At)) return null;
        if (line[2].Text.Length == 0) return Bad(line[2].At, "The driver has no name.");
        if (!decimal.TryParse(line[3].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal quantity)) return Bad(line[3].At, $"\"{line[3].Text}\" is not a quantity of at least 0.");
        if (line[4].Text.Length == 0) return Bad(line[4].At, "The unit is empty: say what is counted, such as orders.");
        return Once(new DriverQuantity(month, new TeamId(line[1].Text), line[2].Text, quantity, line[4].Text), line);
    }

    private DriverQuantity? Once(DriverQuantity quantity, IReadOnlyList<CsvField> line)
    {
        if (!_units.TryAdd(quantity.Driver, (quantity.Unit, line[4].At)) && _units[quantity.Driver] is var first && first.Unit != quantity.Unit)
        {
            context.Problems.Add(line[4].At.Report(DriverErrors.DriverUnit, $"{quantity.Driver} is counted in {first.Unit} already, in {Words(first.At)}."));
            return null;
        }

        if (_seen.TryAdd((quantity.Month, quantity.Team.Value, quantity.Driver.ToUpperInvariant()), line[0].At)) return quantity;
        Place same = _seen[(quantity.Month, quantity.Team.Value, quantity.Driver.ToUpperInvariant())];
        context.Problems.Add(line[0].At.Report(DriverErrors.DriverTwice, $"{quantity.Team} has a quantity of {quantity.Driver} for {quantity.Month} already, in {Words(same)}."));
        return null;
    }

    private DriverQuantity? Bad(Place at, string what)
    {
        context.Problems.Add(at.Report(DriverErrors.BadDriver, what));
        return null;
    }

    private static string Words(Place at) => $"{at.File}:{Invariant.Text(at.Line)}";
}
