using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Azure;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Azure actual and amortised cost exports as CSV, plain or gzip, of all agreements, known by their columns in any language. Rows become FOCUS rows
/// (<see cref="AzureMapper"/>) and are held to the FOCUS rules from there on. Each file is looked at once before it is read.
/// </summary>
internal sealed class AzureCostCsvReader : IFileSetReader
{
    private readonly IReadOnlyDictionary<string, AzureFileRole> _roles;

    public AzureCostCsvReader()
        : this(new Dictionary<string, AzureFileRole>())
    {
    }

    private AzureCostCsvReader(IReadOnlyDictionary<string, AzureFileRole> roles) => _roles = roles;

    public string Key => "azure-cost-csv";

    public bool CanRead(SourceFile file)
    {
        if (file.IsParquet) return false;
        try
        {
            return CsvHeader.Peek(file) is { } header && AzureNames.IsExport(header.Names);
        }
        catch (Exception cause) when (cause is CostGuardException or InvalidDataException)
        {
            // A file that cannot be read is for the general reader to refuse.
            return false;
        }
    }

    public async Task<IChargeReader> KnowAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var surveys = new List<(string Name, AzureSurvey Survey)>();
        foreach (SourceFile file in files) surveys.Add((file.Name.Replace('\\', '/'), await SurveyAsync(file, cancellationToken)));
        IReadOnlyList<AzureFileRole> roles = AzureFileSet.Roles(surveys, [.. files.Select(Told)]);
        return new AzureCostCsvReader(files.Zip(roles).DistinctBy(pair => pair.First.Path).ToDictionary(pair => pair.First.Path, pair => pair.Second, StringComparer.Ordinal));
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_roles.TryGetValue(file.Path, out AzureFileRole? role)) role = AzureFileSet.Roles([(file.Name, await SurveyAsync(file, cancellationToken))], [Told(file)])[0];
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        var mapper = new AzureMapper(new AzureHeader(text.Header), role);
        FocusMapping mapping = FocusMapping.Of(mapper.Columns, options.Assume, file.Name);
        FocusMapping shown = mapping with { Feeds = [.. mapping.Feeds.Select(feed => feed with { SourceName = mapper.SourceOf(feed.Name) ?? feed.SourceName })] };
        var rows = new FocusRows(shown, mapper.Columns.Count, file.Name, options.Period, null);
        var row = new ScannerRow(text.Row);
        var charge = new CsvScanner((byte)',', file.Name);
        while (text.TryRead() || await text.FillAsync(cancellationToken))
        {
            if (!rows.IsWhole(text)) continue;
            mapper.Map(row);
            charge.Put(mapper.Charge.Data, mapper.Charge.Ends, text.Row.Line);
            if (rows.Add(charge) is { } full) yield return full;
            if (!rows.MustFlush) continue;
            foreach (ChargeBatch part in rows.Rest()) yield return part;
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(mapper.Notes.Problems(file.Name, role)));
    }

    private static AzureDataset Told(SourceFile file) => file.Dataset?.ToUpperInvariant() switch
    {
        "ACTUALCOST" => AzureDataset.Actual,
        "AMORTIZEDCOST" => AzureDataset.Amortised,
        _ => AzureDataset.Either,
    };

    private static async Task<AzureSurvey> SurveyAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        var survey = new AzureSurvey(new AzureHeader(text.Header));
        var row = new ScannerRow(text.Row);
        while (text.TryRead() || await text.FillAsync(cancellationToken))
        {
            if (text.Row.Count == text.Header.Count) survey.Add(row);
        }

        return survey;
    }
}
