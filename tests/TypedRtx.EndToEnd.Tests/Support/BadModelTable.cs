namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>What generator and loader say of each hostile or broken model.</summary>
internal static class BadModelTable
{
    /// <summary>What the generator gives for a model that it takes.</summary>
    public const string Code = "code";

    /// <summary>What loading gives for a model that ONNX Runtime takes.</summary>
    public const string Loaded = "loaded";

    /// <summary>
    /// First what the reader refuses, so that neither compiler nor native library sees it. Then what has a class and no
    /// usable weights, which loading refuses. Then what is well-formed: odd names, which become safe ones, and mistakes
    /// inside the graph, which ONNX Runtime refuses when it loads the model.
    /// </summary>
    public static readonly Dictionary<string, BadModelVerdict> Verdicts = new(StringComparer.Ordinal)
    {
        ["02_one_zero_byte"] = Refused("TRTX0003", "field number 0 does not exist (1 to 536870911 do)"),
        ["04_random_4k"] = Refused("TRTX0003", "field number 1326615600 does not exist (1 to 536870911"),
        ["06_truncated_minus1"] = Refused("TRTX0006", "The file ends at byte 72, 1 byte or more too early: a"),
        ["07_trailing_garbage"] = Refused("TRTX0006", "The file ends at byte 77, 1 byte or more too early: a"),
        ["08_trailing_zeros"] = Refused("TRTX0003", "field number 0 does not exist (1 to 536870911 do)"),
        ["09_varint_overlong"] = Refused("TRTX0003", "a number takes more than 10 bytes"),
        ["10_len_2_63"] = Refused("TRTX0003", "field 7 claims a length of 9223372036854775808 bytes"),
        ["11_len_negative_int32"] = Refused("TRTX0006", "The file ends at byte 9, 4294967292 bytes or more too"),
        ["14_field0"] = Refused("TRTX0003", "field number 0 does not exist (1 to 536870911 do)"),
        ["15_only_ir"] = Refused("TRTX0003", "the model has no graph. If this is a model at all, it was"),
        ["16_no_graph"] = Refused("TRTX0003", "the model has no graph. If this is a model at all, it was"),
        ["17_graph_twice"] = Refused("TRTX0003", "field 7 stands twice. Readers differ in what that means,"),
        ["18_ir0"] = Refused("TRTX0003", "IR version 0 does not exist (1 to 14 were known when this"),
        ["19_ir9999"] = Refused("TRTX0003", "IR version 9999 does not exist (1 to 14 were known when"),
        ["20_ir_neg"] = Refused("TRTX0003", "IR version -1 does not exist (1 to 14 were known when"),
        ["21_no_opset"] = Refused("TRTX0003", "the model imports no operator set, so nothing says what"),
        ["22_opset9999"] = Refused("TRTX0003", "version 9999 of operator set \"\" does not exist"),
        ["23_opset_neg"] = Refused("TRTX0003", "version -5 of operator set \"\" does not exist"),
        ["26_dim_neg_huge"] = Refused("TRTX0003", "an axis has length -9223372036854775808; a length is at"),
        ["30_rank_2000"] = Refused("TRTX0007", "a shape has more axes than 64, the limit"),
        ["31_rank_200k"] = Refused("TRTX0007", "a shape has more axes than 64, the limit"),
        ["32_elem_undefined"] = Refused("TRTX0003", "the element type is not stated"),
        ["33_elem_99"] = Refused("TRTX0003", "element type 99 does not exist (1 to 26 do). A newer"),
        ["34_input_no_type"] = Refused("TRTX0003", "a type says nothing: neither tensor nor sequence nor map"),
        ["36_dup_input"] = Refused("TRTX0003", "two inputs are named \"x\""),
        ["44_name_07"] = Refused("TRTX0003", "field 1 is a name with a NUL, where native libraries"),
        ["44_name_09"] = Refused("TRTX0007", "field 1 has 100000 bytes; the limit is 1024"),
        ["45_invalid_utf8_name"] = Refused("TRTX0003", "field 1 is a name that is not valid UTF-8. Export the"),
        ["51_init_raw_long"] = Refused("TRTX0003", "tensor \"w\" is float32[3], so 12 bytes of data were"),
        ["52_init_dims_overflow"] = Refused("TRTX0003", "tensor \"w\" has more bytes than 64 bits can count"),
        ["53_init_dims_neg"] = Refused("TRTX0003", "tensor \"w\" has an axis of length -3; a length is at least"),
        ["55_init_dtype_99"] = Refused("TRTX0003", "element type 99 does not exist (1 to 26 do). A newer"),
        ["57_init_raw_and_typed"] = Refused("TRTX0003", "tensor \"w\" holds its data twice, raw and typed"),
        ["58_init_wrong_typed_field"] = Refused("TRTX0003", "tensor \"w\" holds float32 in field 5, where field 4 is"),
        ["60_string_init_short"] = Refused("TRTX0003", "tensor \"w\" is string[3], so 3 values were expected; found"),
        ["61_int4_short"] = Refused("TRTX0003", "tensor \"w\" is int4[3], so 2 bytes of data were expected;"),
        ["69_ext_proc"] = Refused("TRTX0009", "tensor \"w\" is in file \"/proc/self/mem\"; expected a path"),
        ["71_ext_off_neg"] = Refused("TRTX0003", "tensor \"w\" has offset \"-4\" in \"w.bin\"; expected a number"),
        ["73_ext_len_huge"] = Refused("TRTX0003", "tensor \"w\" needs 12 bytes; its reference to \"w.bin\" gives"),
        ["74_ext_len_mismatch"] = Refused("TRTX0003", "tensor \"w\" needs 12 bytes; its reference to \"w.bin\" gives"),
        ["75_ext_off_nan"] = Refused("TRTX0003", "tensor \"w\" has offset \"abc\" in \"w.bin\"; expected a number"),
        ["76_ext_loc_empty"] = Refused("TRTX0003", "tensor \"w\" is in another file, but no location says in"),
        ["79_ext_devzero"] = Refused("TRTX0009", "tensor \"w\" is in file \"/dev/zero\"; expected a path below"),
        ["81_ext_nul"] = Refused("TRTX0003", "field 2 is a name with a NUL, where native libraries"),
        ["82_ext_mem_addr"] = Refused("TRTX0009", "tensor \"w\" is in file \"*/_ORT_MEM_ADDR_/*\"; expected a"),
        ["83_ext_native_addr"] = Refused("TRTX0009", "tensor \"w\" is in file \"*/_ORT_NATIVE_ENDIAN_MEM_ADDR_/*\";"),
        ["85_ext_backslash"] = Refused("TRTX0009", "tensor \"w\" is in file \"..\\\\secret.bin\"; expected a path"),
        ["86_ext_unc"] = Refused("TRTX0009", "tensor \"w\" is in file \"\\\\\\\\host\\\\share\\\\a.bin\"; expected"),
        ["88_type_nest_90"] = Refused("TRTX0007", "types nest deeper than 16, the limit"),
        ["90_subgraph_nest_10"] = Refused("TRTX0003", "output \"o\" has no type. Export the model again with its"),
        ["92_subgraph_nest_2000"] = Refused("TRTX0007", "subgraphs nest deeper than 16, the limit"),
        ["94_100k_inputs"] = Refused("TRTX0007", "the graph has more inputs than 65536, the limit"),
        ["A0_recursive_function"] = Refused("TRTX0003", "function \"loc.R\" calls itself, directly or through others"),
        ["A1_function_billion_laughs"] = Refused("TRTX0007", "with its functions put in place, the model has more nodes"),
        ["A3_200k_metadata"] = Refused("TRTX0007", "the model has more metadata entries than 16384, the limit"),
        ["A6_1MB_dim_param"] = Refused("TRTX0007", "field 2 has 1000000 bytes; the limit is 1024"),
        ["B4_gzip"] = Refused("TRTX0003", "The file is not an ONNX model: it is compressed with"),
        ["B5_lfs_pointer"] = Refused("TRTX0004", "The file is a Git LFS pointer, not the model it points"),
        ["B6_prototxt"] = Refused("TRTX0003", "The file is not an ONNX model: it is text and begins with"),
        ["B7_ort_format_as_onnx"] = Refused("TRTX0003", "The file is in ONNX Runtime's own format (.ort), where an"),

        ["70_ext_missing"] = WithoutWeights("nope.bin", "keeps weights in files that are not there"),
        ["78_ext_dims_huge"] = WithoutWeights("which has 12 bytes, while tensor \"w\" ends at byte 4398046511104"),
        ["84_ext_dir"] = WithoutWeights("'sub'", "keeps weights in files that are not there"),

        ["00_good"] = Loads(),
        ["24_opset_dup"] = Loads(),
        ["25_dim_neg1"] = Loads(),
        ["38_output_not_produced"] = FailsToLoad("Graph output (missing) does not exist"),
        ["39_dangling_node_input"] = FailsToLoad("Node input 'ghost' is not a graph input"),
        ["40_cycle"] = FailsToLoad("the graph is not acyclic"),
        ["42_unknown_op"] = FailsToLoad("No Op registered for Evil"),
        ["43_unknown_domain"] = FailsToLoad("No opset import for domain 'com.evil'"),
        ["44_name_00"] = Loads(),
        ["44_name_03"] = Loads(),
        ["44_name_04"] = Loads(),
        ["44_name_05"] = Loads(),
        ["44_name_06"] = Loads("TRTX0014"),
        ["44_name_10"] = Loads(),
        ["44_name_11"] = Loads(),
        ["44_name_12"] = Loads(),
        ["44_name_13"] = Loads(),
        ["44_name_14"] = Loads(),
        ["44_name_15"] = Loads(),
        ["44_name_16"] = Loads(),
        ["44_name_17"] = Loads(),
        ["44_name_18"] = Loads(),
        ["44_name_19"] = Loads(),
        ["44_name_20"] = Loads(),
        ["46_names_collide_after_sanitise"] = Loads("TRTX0013"),
        ["47_names_differ_by_case"] = Loads("TRTX0013"),
        ["62_ext_good"] = Loads(),
        ["93_100k_nodes"] = Loads(),
        ["95_constofshape_bomb"] = Loads(),
        ["98_range_bomb"] = Loads(),
        ["99_loop_inf"] = Loads(),
        ["A2_if_missing_else"] = FailsToLoad("Required attribute 'else_branch' is missing"),
        ["A7_dim_param_injection"] = Loads(),
        ["A8_dim_param_keyword"] = Loads(),
        ["B0_reshape_two_neg"] = FailsToLoad("may not have multiple -1 dimensions"),
        ["B1_output_type_lie"] = FailsToLoad("does not match expected type"),
        ["B2_output_shape_lie"] = Loads(),
        ["B8_unknown_attr"] = FailsToLoad("Unrecognized attribute: a"),
        ["B9_sparse_idx_oob"] = FailsToLoad("Sparse tensor: w index is out of bounds"),
    };

    private static BadModelVerdict Refused(string diagnostic, string what, string? load = null) =>
        new($"no code; {diagnostic} ", what, load ?? what);

    private static BadModelVerdict WithoutWeights(string what, string? load = null) =>
        new($"{Code}; TRTX0008 ", what, load ?? what);

    private static BadModelVerdict Loads(string diagnostic = "") => new($"{Code}; {diagnostic}", "", Loaded);

    private static BadModelVerdict FailsToLoad(string why) => new($"{Code}; ", "", why);
}
