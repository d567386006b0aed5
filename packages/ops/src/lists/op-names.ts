/** The names of all ops of this package, so that a page with plugins does not load the ops for them. Made by `npm run lists`. */
/** The names, by the alphabet. */
export const opNames: ReadonlySet<string> = new Set(
  `
  abs acos acosh add add_patches alibi_bias all all_close any arange argmax argmin argsort asin asinh atan atan2 atanh
  average_pool batch_norm batch_norm_inference batch_norm_update bernoulli beta bilinear binary_cross_entropy
  binary_focal_loss bincount binomial bit_and bit_not bit_or bit_xor bits_to_open_unit bits_to_unit blackman_window
  box_muller broadcast_together cast categorical categorical_cross_entropy categorical_hinge_loss cauchy cbrt cdist ceil
  celu channel_window_sum chi_square cholesky cholesky_solve circular_pad clamp clamp_norm cofactor_matrix
  cofactor_slope col2im collect_linear collect_nearest concat contract contrastive_loss conv1d conv2d conv2d_transpose
  convolution convolution_transpose convolution_weights convolve convolve_weights copysign correlation cos cosh
  cosine_embedding_loss cosine_similarity count_nonzero covariance cross ctc_loss cummax cummin cumprod cumsum degrees
  depth_to_space depthwise_conv2d determinant diag diagonal dice_loss digamma dirichlet div dot dropout dynamic_slice
  dynamic_update_slice eigh einsum elu entr equal erf erfc erfcx erfcx_slope erfinv euclidean_distance exp exp2
  expand_dims expm1 exponential extract_patches eye fast_fourier_rows fft fft2 fft_frequencies fftshift fill_diagonal
  flatten flip floor floor_divide fmod focal_loss fold_in fold_together fourier_matrix fractional gamma gather_nd
  gaussian_negative_log_likelihood gcd gelu geometric_mean global_average_pool glu greater greater_equal group_norm
  gumbel gumbel_softmax hamming_distance hamming_window hann_window hard_shrink hard_sigmoid hard_swish hard_tanh
  heaviside hinge_loss histogram huber_loss hypot i0 i0e i1 i1_slope i1e i1e_slope ifft ifft2 ifftshift igamma
  igamma_derivative igammac im2col info_nce_loss inner instance_norm interleave inverse iota irfft is_close is_finite
  is_infinite is_nan kl_divergence kron kth_value l2_normalize laplace layer_norm lcm leaky_relu least_squares lerp less
  less_equal lgamma linspace local_response_norm log log10 log1p log2 log_beta log_cosh_loss log_cumsum_exp
  log_determinant log_mean_exp log_ndtr log_ndtr_slope log_normal log_sigmoid log_softmax logaddexp logical_and
  logical_not logical_or logical_xor logistic logit logsumexp lu mahalanobis_distance manhattan_distance
  margin_ranking_loss matmul matrix_exponential matrix_exponential_derivative matrix_norm matrix_power matrix_trace
  matvec max max_pool maximum maxout mean mean_absolute_error mean_absolute_percentage_error mean_squared_error
  mean_squared_logarithmic_error median meshgrid min minimum mirror_pad mish move_axis mul multi_dot
  multi_head_attention multi_label_soft_margin_loss multiply_add multivariate_normal nan_mean nan_sum nan_to_num ndtr
  ndtri neg negative_log_likelihood norm normal not_equal nt_xent_loss one_hot outer pad pairwise_cosine permutation
  pick pinv poisson poisson_loss polygamma pop_count pow prelu prod qr quantile quick_gelu quotient_by_gap rademacher
  radians random_bits random_choice random_integer reciprocal relu relu6 remainder repeat resample_linear
  resample_nearest reshape resize_bilinear resize_nearest rfft rfft_frequencies rms_norm roll root_mean_square
  root_of_squares rotary_embedding round rsqrt scaled_dot_product_attention scatter_add scatter_add_along scatter_along
  scatter_max scatter_min scatter_multiply scatter_nd scatter_set search_sorted segment_max segment_mean segment_min
  segment_product segment_sum selu shift_left shift_right shift_right_arithmetic shifted shuffle sigmoid
  sigmoid_cross_entropy sigmoid_slope sign silu sin sinc sinh sinusoidal_positions slice smooth_l1_loss
  smoothed_cross_entropy soft_shrink soft_target_cross_entropy softmax softmax_cross_entropy softmin softplus softsign
  solve sort space_to_depth sparse_categorical_cross_entropy sparse_plus split_key sqrt square squared_difference
  squared_distances squared_hinge_loss squared_relu squareplus squeeze stack standard_deviation standard_gamma
  standard_log_gamma standardize stop_gradient strided_slice student_t sub sum sum_of_squares svd swap_axes swiglu take
  take_along tan tanh tanh_shrink tanh_slope tensordot threshold tile top_k transpose triangular_solve tril
  triplet_margin_loss triu trunc truncate_divide truncated_normal tversky_loss unfold uniform unit_to_cauchy unpick
  unslice unstack update_slice variance weigh_half_spectrum weigh_triangles weight_norm weighted_mean where
  window_argmax window_gather window_scatter window_spread window_sum xlog1py xlogy zeta
  `
    .trim()
    .split(/\s+/),
);
