using System.Text;
using CostGuard.Collect.Csv;
using CsCheck;
using Xunit;

namespace CostGuard.Unit.Collect.Csv;

public sealed class CsvScannerTests
{
    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.Const(""), Gen.String[Gen.Char["ab,;\"\r\n\t {}'"], 0, 12], Gen.String[Gen.Char["xyz\u00E9\u4E2D\""], 0, 200], Gen.Int.Select(number => $"{number}"));

    [Fact]
    public void TryRead_HostileCells_ComeBackAsWritten() =>
        Gen.Select(Gen.Int[1, 6].SelectMany(width => Cell.Array[width].Array[1, 12]), Gen.Int[1, 64], Gen.Bool, Gen.Bool)
            .Sample((rows, chunk, crlf, lastEnd) =>
            {
                // A row of one empty cell is a blank line, which CSV cannot tell apart.
                string[][] kept = [.. rows.Where(row => row.Length > 1 || row[0].Length > 0)];
                string end = crlf ? "\r\n" : "\n";
                string text = string.Join(end, kept.Select(row => string.Join(',', row.Select(Write)))) + (lastEnd && kept.Length > 0 ? end : "");
                Assert.Equal(kept, Read(Encoding.UTF8.GetBytes(text), chunk).Rows);
            });

    [Fact]
    public void TryRead_Lines_ArePhysical()
    {
        (_, List<int> lines) = Read("a\n\n\"b\nc\",d\r\ne\n"u8.ToArray(), 3);
        Assert.Equal([1, 3, 5], lines);
    }

    [Fact]
    public void TryRead_LargeCellInSmallChunks_IsWhole()
    {
        string cell = new('x', 3_000_000);
        (List<string[]> rows, _) = Read(Encoding.UTF8.GetBytes($"a,\"{cell}\"\nb,c\n"), 4_096);
        Assert.Equal(cell, rows[0][1]);
        Assert.Equal(["b", "c"], rows[1]);
    }

    private static string Write(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 || cell.Length % 2 == 1 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static (List<string[]> Rows, List<int> Lines) Read(byte[] bytes, int chunk)
    {
        var scanner = new CsvScanner((byte)',', "f.csv");
        var rows = new List<string[]>();
        var lines = new List<int>();
        for (int at = 0; at <= bytes.Length; at += chunk)
        {
            if (at + chunk >= bytes.Length) scanner.Finish();
            scanner.Append(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
            while (scanner.TryRead())
            {
                Assert.False(scanner.BadQuoting);
                lines.Add(scanner.Line);
                rows.Add([.. Enumerable.Range(0, scanner.Count).Select(i => Encoding.UTF8.GetString(scanner[i]))]);
            }
        }

        return (rows, lines);
    }
}
