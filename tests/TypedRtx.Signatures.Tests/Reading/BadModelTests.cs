using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class BadModelTests
{
    private static readonly Dictionary<OnnxFormatError, string[]> Refused = new()
    {
        [OnnxFormatError.GitLfsPointer] =
        [
            "B5_lfs_pointer",
        ],
        [OnnxFormatError.NotOnnx] =
        [
            "02_one_zero_byte", "04_random_4k", "09_varint_overlong", "10_len_2_63", "14_field0", "B4_gzip",
            "B6_prototxt",
        ],
        [OnnxFormatError.OrtFormat] =
        [
            "B7_ort_format_as_onnx",
        ],
        [OnnxFormatError.Truncated] =
        [
            "06_truncated_minus1", "07_trailing_garbage", "11_len_negative_int32",
        ],
        [OnnxFormatError.Malformed] =
        [
            "08_trailing_zeros", "17_graph_twice", "44_name_07", "45_invalid_utf8_name", "81_ext_nul",
        ],
        [OnnxFormatError.Invalid] =
        [
            "15_only_ir", "16_no_graph", "18_ir0", "19_ir9999", "20_ir_neg", "21_no_opset", "22_opset9999",
            "23_opset_neg", "26_dim_neg_huge", "32_elem_undefined", "33_elem_99", "34_input_no_type", "36_dup_input",
            "51_init_raw_long", "52_init_dims_overflow", "53_init_dims_neg", "55_init_dtype_99",
            "57_init_raw_and_typed", "58_init_wrong_typed_field", "60_string_init_short", "61_int4_short",
            "71_ext_off_neg", "73_ext_len_huge", "74_ext_len_mismatch", "75_ext_off_nan", "76_ext_loc_empty",
            "90_subgraph_nest_10", "A0_recursive_function",
        ],
        [OnnxFormatError.ExternalOutside] =
        [
            "69_ext_proc", "79_ext_devzero", "82_ext_mem_addr", "83_ext_native_addr", "85_ext_backslash", "86_ext_unc",
        ],
        [OnnxFormatError.LimitExceeded] =
        [
            "30_rank_2000", "31_rank_200k", "44_name_09", "88_type_nest_90", "92_subgraph_nest_2000", "94_100k_inputs",
            "A1_function_billion_laughs", "A3_200k_metadata", "A6_1MB_dim_param",
        ],
    };

    /// <summary>
    /// Well-formed, with a signature that can be told: odd names, which the generator makes safe, and mistakes between
    /// nodes or in weights, which ONNX Runtime reports when it loads the model.
    /// </summary>
    private static readonly string[] Accepted =
    [
        "00_good", "24_opset_dup", "25_dim_neg1", "38_output_not_produced", "39_dangling_node_input", "40_cycle",
        "42_unknown_op", "43_unknown_domain", "44_name_00", "44_name_03", "44_name_04", "44_name_05", "44_name_06",
        "44_name_10", "44_name_11", "44_name_12", "44_name_13", "44_name_14", "44_name_15", "44_name_16", "44_name_17",
        "44_name_18", "44_name_19", "44_name_20", "46_names_collide_after_sanitise", "47_names_differ_by_case",
        "62_ext_good", "70_ext_missing", "78_ext_dims_huge", "84_ext_dir", "93_100k_nodes", "95_constofshape_bomb",
        "98_range_bomb", "99_loop_inf", "A2_if_missing_else", "A7_dim_param_injection", "A8_dim_param_keyword",
        "B0_reshape_two_neg", "B1_output_type_lie", "B2_output_shape_lie", "B8_unknown_attr", "B9_sparse_idx_oob",
    ];

    [Fact]
    public void Hostile_model_is_refused_with_the_right_kind_of_error()
    {
        SharedFiles.Require("bad-models/cases.tar.gz");
        List<string> wrong = [];
        foreach (string path in SharedFiles.BadModels())
        {
            string name = Path.GetFileNameWithoutExtension(path);
            OnnxFormatError? expected = Refused
                .Where(pair => pair.Value.Contains(name))
                .Select(pair => (OnnxFormatError?)pair.Key)
                .SingleOrDefault();
            OnnxFormatError? found = KindOf(path);
            if (found != expected || (expected is null && !Accepted.Contains(name)))
            {
                wrong.Add($"{name}: expected {Title(expected)}, found {Title(found)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string Title(OnnxFormatError? kind) => kind?.ToString() ?? "a signature";

    private static OnnxFormatError? KindOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            ModelSignature signature = OnnxModelReader.Read(file).Signature;
            Assert.Equal(signature, ModelSignature.Parse(signature.ToString()));
            return null;
        }
        catch (OnnxFormatException error)
        {
            return error.Kind;
        }
    }
}
