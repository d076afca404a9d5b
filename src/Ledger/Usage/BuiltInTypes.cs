using System.Globalization;
using CostGuard.Core.Savings;

namespace CostGuard.Ledger.Usage;

/// <summary>
/// Types of one cloud's machines with the public list prices of July 2026, so that nobody has to write them down: Linux, on demand, in the regions of the
/// file. For any other region those of the first stand in: their proportions hold, and the bill gives the level.
/// </summary>
internal static class BuiltInTypes
{
    private const int FirstRegion = 6;
    private const double GbitBytesADay = 1e9 / 8 * 86_400;
    private const string Provider = "aws", Source = "public list of July 2026";
    private static readonly Lazy<IReadOnlyList<MachineType>> Types = new(() => [.. Read()]);
    private static readonly Lazy<Dictionary<string, MachineType>> ByName = new(() => Types.Value.DistinctBy(type => type.Name).ToDictionary(type => type.Name, StringComparer.Ordinal));

    /// <summary>All of them, a line a type and region.</summary>
    public static IReadOnlyList<MachineType> All => Types.Value;

    /// <summary>A type of a person's file, with what its line leaves out.</summary>
    public static MachineType Completed(MachineType type)
    {
        if (type.Provider is not null and not Provider || !ByName.Value.TryGetValue(type.Name, out MachineType? known)) return type;
        return type with
        {
            BaselinePercent = type.BaselinePercent ?? known.BaselinePercent,
            SuccessorFamily = type.SuccessorFamily ?? known.SuccessorFamily,
            ArmFamily = type.ArmFamily ?? known.ArmFamily,
            NetworkBytesADay = type.NetworkBytesADay ?? known.NetworkBytesADay,
        };
    }

    private static IEnumerable<MachineType> Read()
    {
        Dictionary<string, string[]> families = Lines("aws-families.csv").Skip(1).ToDictionary(cells => cells[0], StringComparer.Ordinal);
        string[][] lines = [.. Lines("aws-ec2.csv")];
        foreach (string[] cells in lines.Skip(1))
        {
            string family = cells[0].Split('.')[0];
            string[]? next = families.GetValueOrDefault(family);
            for (int region = FirstRegion; region < cells.Length; region++)
            {
                if (cells[region].Length == 0) continue;
                MachineType type = Type(cells, family, next) with { Rate = decimal.Parse(cells[region], NumberStyles.Float, CultureInfo.InvariantCulture), Region = lines[0][region] };
                yield return type;
                if (region == FirstRegion) yield return type with { Region = "*", IsReference = true };
            }
        }
    }

    private static MachineType Type(string[] cells, string family, string[]? next) => new()
    {
        Name = cells[0],
        Family = family,
        Cpus = Number(cells[1])!.Value,
        MemoryGb = Number(cells[2])!.Value,
        Rate = 0m,
        Architecture = cells[3],
        BaselinePercent = Number(cells[4]),
        NetworkBytesADay = Number(cells[5]) * GbitBytesADay,
        SuccessorFamily = next?[1] is { Length: > 0 } successor ? successor : null,
        ArmFamily = next?[2] is { Length: > 0 } arm ? arm : null,
        Provider = Provider,
        Source = Source,
        IsBuiltIn = true,
    };

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Lines(string name)
    {
        using Stream stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream($"CostGuard.Ledger.Usage.Prices.{name}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
