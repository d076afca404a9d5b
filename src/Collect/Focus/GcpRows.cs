using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Gcp;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Focus;

/// <summary>Rows of a Google Cloud billing export on their way to FOCUS rows, whatever they were written in.</summary>
internal sealed class GcpRows
{
    private readonly GcpMapper _mapper;
    private readonly CsvScanner _charge;
    private readonly string _file;

    public GcpRows(GcpHeader header, SourceFile file, ReadOptions options)
    {
        _file = file.Name;
        _mapper = new GcpMapper(header);
        FocusMapping mapping = FocusMapping.Of(_mapper.Columns, options.Assume, file.Name);
        FocusMapping shown = mapping with { Feeds = [.. mapping.Feeds.Select(feed => feed with { SourceName = _mapper.SourceOf(feed.Name) ?? feed.SourceName })] };
        Focus = new FocusRows(shown, _mapper.Columns.Count, file.Name, options.Period, null);
        _charge = new CsvScanner((byte)',', file.Name);
    }

    public FocusRows Focus { get; }

    /// <summary>Takes a row and gives the batches that are full.</summary>
    public IEnumerable<ChargeBatch> Add(SourceRow row, int line)
    {
        int count = _mapper.Map(row);
        for (int i = 0; i < count; i++)
        {
            _charge.Put(_mapper[i].Data, _mapper[i].Ends, line);
            if (Focus.Add(_charge) is { } full) yield return full;
            if (!Focus.MustFlush) continue;
            foreach (ChargeBatch part in Focus.Rest()) yield return part;
        }
    }

    public ReadSummary Summary() => Focus.Summary(_mapper.Commitments == 0 ? [] :
    [
        GcpErrors.CommitmentsNotSpread.At(FormattableString.Invariant($"{_mapper.Commitments} rows are fees of commitments; they stay charges of the account."), _file, severity: Severity.Warning),
    ]);
}
