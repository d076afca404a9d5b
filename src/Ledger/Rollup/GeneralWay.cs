namespace CostGuard.Ledger.Rollup;

/// <summary>Why a Parquet file is read by way of DuckDB instead of in one pass. There are no other reasons: anything else that goes wrong is thrown.</summary>
internal enum GeneralWay
{
    /// <summary>It was not left to DuckDB.</summary>
    None,

    /// <summary>A Cost and Usage Report: its columns are SQL expressions.</summary>
    Report,

    /// <summary>A column has a type or an assumption that only SQL reads, or is not there.</summary>
    Columns,

    /// <summary>A value needs more than a look at it: a cost of more than 18 decimals or not finite, a text that is not UTF-8, an unknown currency or category.</summary>
    Value,

    /// <summary>A row breaks a rule, or there is none.</summary>
    Rows,

    /// <summary>Rows of several billing periods, or of another one than was asked for.</summary>
    Periods,

    /// <summary>More groups than memory should hold.</summary>
    TableTooBig,

    /// <summary>A sum needs more than 38 digits.</summary>
    SumTooWide,

    /// <summary>ParquetSharp cannot decode it; DuckDB reads it or says what is damaged.</summary>
    Encoding,
}
